package io.iotpipeline.api.pipeline;

/**
 * Offsets of a topic, of all partitions together. The markers of transactions are counted too.
 *
 * @param kept offsets from the first record on
 * @param end sum of the end offsets
 */
public record TopicCounts(long kept, long end) {}
