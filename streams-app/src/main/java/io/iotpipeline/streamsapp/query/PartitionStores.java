package io.iotpipeline.streamsapp.query;

import io.iotpipeline.streamsapp.http.StoreReplica;
import io.iotpipeline.streamsapp.state.SensorReader;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.topology.PipelineTopology;
import org.apache.kafka.streams.StoreQueryParameters;

/**
 * The sensors of this instance by interactive queries, always one partition's: over all partitions
 * of the instance, a sensor whose partition has just left would look like one that never was.
 */
public interface PartitionStores {

  SensorReader sensors(StoreReplica copy);

  static PartitionStores of(KafkaStreamsHolder streams) {
    return copy -> {
      StoreQueryParameters<SensorStore> wanted =
          StoreQueryParameters.fromNameAndType(PipelineTopology.SENSORS, SensorStore.QUERYABLE)
              .withPartition(copy.partition());
      return streams
          .ask(running -> running.store(copy.stale() ? wanted.enableStaleStores() : wanted))
          .reader();
    };
  }
}
