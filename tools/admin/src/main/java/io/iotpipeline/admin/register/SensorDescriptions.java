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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

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
      int partitions = reader.partitions(TOPIC).size();
      // As the default partitioner of Kafka's producer has it.
      TopicPartition partition =
          new TopicPartition(TOPIC, Utils.toPositive(Utils.murmur2(key)) % partitions);
      byte[][] newest = {null};
      reader.read(
          partition,
          reader.beginning(partition),
          record -> {
            if (Arrays.equals(record.key(), key)) {
              newest[0] = record.value();
            }
          });
      return Optional.ofNullable(newest[0]).map(value -> deserializer.deserialize(TOPIC, value));
    }
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
