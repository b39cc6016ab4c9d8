package io.iotpipeline.streamsapp.query;

import io.iotpipeline.streamsapp.http.StoreReplica;
import io.iotpipeline.streamsapp.state.SensorReader;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.topology.TopologyNames;
import org.apache.kafka.streams.StoreQueryParameters;

/**
 * Opens the sensor store of one partition on this instance.
 *
 * <p>Always one partition: a query over all partitions of the instance cannot tell a sensor whose
 * partition has just moved away from a sensor that does not exist.
 */
public interface PartitionStores {

  /**
   * @throws io.iotpipeline.streamsapp.http.UnavailableException if this instance does not have the
   *     replica, or cannot read it now
   */
  SensorReader sensors(StoreReplica replica);

  static PartitionStores of(KafkaStreamsHolder streams) {
    return replica -> {
      StoreQueryParameters<SensorStore> parameters =
          StoreQueryParameters.fromNameAndType(TopologyNames.SENSORS_STORE, SensorStore.QUERYABLE)
              .withPartition(replica.partition());
      return streams
          .query(
              running ->
                  running.store(replica.standby() ? parameters.enableStaleStores() : parameters))
          .reader();
    };
  }
}
