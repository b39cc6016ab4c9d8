package io.iotpipeline.streamsapp.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.streamsapp.http.HttpAddress;
import io.iotpipeline.streamsapp.http.KeyLocation;
import io.iotpipeline.streamsapp.http.SensorLocator;
import io.iotpipeline.streamsapp.http.UnavailableException;
import io.iotpipeline.streamsapp.topology.PipelineTopology;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where Kafka Streams says that a sensor is: by the partition that Kafka's default partitioner
 * gives its id in UTF-8, the key of its events.
 */
public final class StreamsSensorLocator implements SensorLocator {

  private final KafkaStreamsHolder streams;

  public StreamsSensorLocator(KafkaStreamsHolder streams) {
    this.streams = streams;
  }

  @Override
  public KeyLocation of(String sensorId) {
    KeyQueryMetadata place =
        streams.ask(
            running ->
                running.queryMetadataForKey(
                    PipelineTopology.SENSORS, sensorId.getBytes(UTF_8), new ByteArraySerializer()));
    if (place == null || KeyQueryMetadata.NOT_AVAILABLE.equals(place)) {
      throw new UnavailableException("no instance has the sensor's partition yet");
    }
    return new KeyLocation(
        place.partition(),
        address(place.activeHost()),
        place.standbyHosts().stream().map(StreamsSensorLocator::address).toList());
  }

  private static HttpAddress address(HostInfo host) {
    return new HttpAddress(host.host(), host.port());
  }
}
