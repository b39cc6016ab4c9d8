package io.iotpipeline.integration.stack;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Sends good and bad records to sensor-events. */
public final class EventSender implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<SensorEvent> avro;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  public EventSender(Pipeline pipeline) {
    producer =
        new KafkaProducer<>(
            pipeline.kafkaSettings(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    avro = KafkaClients.serdes(pipeline).serializer();
  }

  /** An event with an id of its own. */
  public static SensorEvent event(String sensor, Instant time, Map<String, Double> measurements) {
    return new SensorEvent(UUID.randomUUID().toString(), sensor, time, measurements);
  }

  /** Sends an event under the key that it should have. */
  public void send(SensorEvent event) {
    send(event.getSensorId(), encoded(event));
  }

  public void send(String key, byte[] value) {
    sent.add(
        producer.send(
            new ProducerRecord<>(
                Topics.SENSOR_EVENTS.name(), key.getBytes(StandardCharsets.UTF_8), value)));
  }

  public byte[] encoded(SensorEvent event) {
    return avro.serialize(Topics.SENSOR_EVENTS.name(), event);
  }

  /** Waits until Kafka has acknowledged every record. */
  public void flush() throws InterruptedException, ExecutionException {
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    sent.clear();
  }

  /** Waits likewise. */
  @Override
  public void close() throws InterruptedException, ExecutionException {
    try {
      flush();
    } finally {
      avro.close();
      producer.close();
    }
  }
}
