package io.iotpipeline.streamsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.streamsapp.http.HttpAddress;
import io.iotpipeline.streamsapp.http.SensorPlace;
import io.iotpipeline.streamsapp.http.SensorPlaces;
import io.iotpipeline.streamsapp.http.UnavailableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where Kafka Streams says that a sensor is: by the partition that Kafka's default partitioner
 * gives its id in UTF-8, the key of its events.
 */
final class StreamsPlaces implements SensorPlaces {

  private final RunningStreams streams;

  StreamsPlaces(RunningStreams streams) {
    this.streams = streams;
  }

  @Override
  public SensorPlace of(String sensorId) {
    KeyQueryMetadata place =
        streams.ask(
            running ->
                running.queryMetadataForKey(
                    PipelineTopology.SENSORS, sensorId.getBytes(UTF_8), new ByteArraySerializer()));
    if (place == null || KeyQueryMetadata.NOT_AVAILABLE.equals(place)) {
      throw new UnavailableException("no instance has the sensor's partition yet");
    }
    return new SensorPlace(
        place.partition(),
        address(place.activeHost()),
        place.standbyHosts().stream().map(StreamsPlaces::address).toList());
  }

  private static HttpAddress address(HostInfo host) {
    return new HttpAddress(host.host(), host.port());
  }
}
