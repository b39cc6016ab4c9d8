package io.iotpipeline.api.pipeline;

/**
 * Offsets of a topic, of all partitions together. The markers of transactions are counted too.
 *
 * @param records offsets that are kept
 * @param end sum of the end offsets
 */
public record TopicCounts(long records, long end) {}
