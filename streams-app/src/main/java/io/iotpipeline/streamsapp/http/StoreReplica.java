package io.iotpipeline.streamsapp.http;

/**
 * A replica of the sensor store on this instance.
 *
 * @param partition partition of {@code sensor-events}
 * @param standby whether it is a standby replica, which may lag behind the active one
 */
public record StoreReplica(int partition, boolean standby) {}
