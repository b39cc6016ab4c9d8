package io.iotpipeline.api.pipeline;

import java.util.OptionalLong;

/**
 * Records of a topic that the API reads, without the markers of transactions.
 *
 * @param records that the topic has; empty: it has more than the API has read, or can keep
 * @param read that came since the API was started
 */
public record RecordCount(OptionalLong records, long read) {}
