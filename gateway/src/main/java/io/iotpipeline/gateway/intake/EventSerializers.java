package io.iotpipeline.gateway.intake;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializes events. The serializers are not thread-safe, so each thread usually has one of its own
 * and waits for nobody. They have the schema's id before the first event, so none asks the registry
 * on an event loop.
 */
final class EventSerializers implements AutoCloseable {

  private final String topic;
  private final List<Serializer<SensorEvent>> serializers;

  EventSerializers(String topic, List<Serializer<SensorEvent>> serializers) {
    this.topic = topic;
    this.serializers = List.copyOf(serializers);
  }

  /**
   * Asks the registry for the schema.
   *
   * @param threads number of event loops
   * @throws RuntimeException if the registry does not have it
   */
  static EventSerializers create(AvroSerdes serdes, String topic, int threads) {
    List<Serializer<SensorEvent>> serializers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Serializer<SensorEvent> serializer = serdes.serializer();
      serializer.serialize(topic, new SensorEvent("", "", Instant.EPOCH, Map.of("probe", 0.0)));
      serializers.add(serializer);
    }
    return new EventSerializers(topic, serializers);
  }

  byte[] serialize(SensorEvent event) {
    int index = (int) (Thread.currentThread().getId() % serializers.size());
    Serializer<SensorEvent> serializer = serializers.get(index);
    synchronized (serializer) {
      return serializer.serialize(topic, event);
    }
  }

  @Override
  public void close() {
    serializers.forEach(Serializer::close);
  }
}
