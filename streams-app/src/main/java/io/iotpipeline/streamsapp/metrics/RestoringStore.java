package io.iotpipeline.streamsapp.metrics;

/**
 * A store of one partition that is being restored from its changelog.
 *
 * @param remaining changelog offsets to restore: records and a few transaction markers
 */
public record RestoringStore(String store, int partition, long remaining) {}
