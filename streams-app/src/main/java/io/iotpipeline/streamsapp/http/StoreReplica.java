package io.iotpipeline.streamsapp.http;

/**
 * Which copy of a sensor's state on this instance is meant.
 *
 * @param partition partition of {@code sensor-events} that the sensor belongs to
 * @param stale whether it is that of a standby, which may lag behind; else the active one
 */
public record StoreReplica(int partition, boolean stale) {}
