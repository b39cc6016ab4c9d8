package io.iotpipeline.streamsapp.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.http.SensorLocation;
import io.iotpipeline.streamsapp.http.SensorLocator;
import io.iotpipeline.streamsapp.http.UnavailableException;
import io.iotpipeline.streamsapp.topology.TopologyNames;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Locates a sensor with the metadata of Kafka Streams. The partition is the one that Kafka's
 * default partitioner assigns to the key of the sensor's events, its id in UTF-8.
 */
public final class StreamsSensorLocator implements SensorLocator {

  private final KafkaStreamsHolder streams;

  public StreamsSensorLocator(KafkaStreamsHolder streams) {
    this.streams = streams;
  }

  @Override
  public SensorLocation locate(String sensorId) {
    KeyQueryMetadata metadata =
        streams.query(
            running ->
                running.queryMetadataForKey(
                    TopologyNames.SENSORS_STORE,
                    sensorId.getBytes(UTF_8),
                    new ByteArraySerializer()));
    if (metadata == null || KeyQueryMetadata.NOT_AVAILABLE.equals(metadata)) {
      throw new UnavailableException("no instance is assigned the sensor's partition yet");
    }
    return new SensorLocation(
        metadata.partition(),
        address(metadata.activeHost()),
        metadata.standbyHosts().stream().map(StreamsSensorLocator::address).toList());
  }

  private static HttpAddress address(HostInfo host) {
    return new HttpAddress(host.host(), host.port());
  }
}
