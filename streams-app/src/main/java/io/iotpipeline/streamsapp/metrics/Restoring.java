package io.iotpipeline.streamsapp.metrics;

/**
 * A store of one partition that is being read back from its changelog.
 *
 * @param remaining changelog offsets yet to read: the records, and a few that mark transactions
 */
public record Restoring(String store, int partition, long remaining) {}
