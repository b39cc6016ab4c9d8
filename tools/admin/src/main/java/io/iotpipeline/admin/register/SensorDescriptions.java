package io.iotpipeline.admin.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.schemas.SensorDescription;
import io.iotpipeline.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Reads and writes the topic {@code sensor-descriptions}. */
public final class SensorDescriptions implements AutoCloseable {

  private static final String TOPIC = Topics.SENSOR_DESCRIPTIONS.name();

  private final Pipeline pipeline;
  private final Producer<byte[], byte[]> producer;
  private final Serializer<SensorDescription> serializer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  public SensorDescriptions(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.producer =
        new KafkaProducer<>(
            pipeline.kafkaSettings(Map.of(ProducerConfig.ACKS_CONFIG, "all")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.serializer = KafkaClients.serdes(pipeline).serializer();
  }

  /** Returns the newest description of a sensor; empty if there is none. */
  public Optional<SensorDescription> find(String sensorId) {
    byte[] key = sensorId.getBytes(UTF_8);
    try (TopicReader reader = new TopicReader(pipeline);
        Deserializer<SensorDescription> deserializer =
            KafkaClients.serdes(pipeline).deserializer()) {
      // After an increase of the partitions, older descriptions are in another one than newer ones.
      return newest(reader, key)
          .map(ConsumerRecord::value)
          .map(value -> deserializer.deserialize(TOPIC, value));
    }
  }

  private static Optional<ConsumerRecord<byte[], byte[]>> newest(TopicReader reader, byte[] key) {
    AtomicReference<ConsumerRecord<byte[], byte[]>> newest = new AtomicReference<>();
    for (TopicPartition partition : reader.partitions(TOPIC)) {
      reader.read(
          partition,
          reader.beginning(partition),
          record -> {
            ConsumerRecord<byte[], byte[]> before = newest.get();
            if (Arrays.equals(record.key(), key)
                && (before == null || record.timestamp() >= before.timestamp())) {
              newest.set(record);
            }
          });
    }
    return Optional.ofNullable(newest.get());
  }

  /** Sends a description; it is written when {@link #flush} returns. */
  public void put(SensorDescription description) {
    send(description.getSensorId(), serializer.serialize(TOPIC, description));
  }

  /** Sends that a sensor has no description. */
  public void delete(String sensorId) {
    send(sensorId, null);
  }

  private void send(String sensorId, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(TOPIC, sensorId.getBytes(UTF_8), value)));
  }

  /**
   * Waits until all that was sent is written.
   *
   * @throws PipelineException if Kafka does not accept a record
   */
  public void flush() {
    try {
      producer.flush();
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
      sent.clear();
    } catch (ExecutionException e) {
      throw new PipelineException(
          "Kafka does not accept a record of " + TOPIC + ": " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
  }
}
