package io.iotpipeline.integration.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Topics with the records of sensor-alerts, as the streams app writes them. */
final class AlertTopic implements AutoCloseable {

  private final Pipeline pipeline;
  private final String name;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Serializer<SensorAlert> avro;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /** Creates the topic, with three partitions. */
  AlertTopic(Pipeline pipeline, String name) throws Exception {
    this.pipeline = pipeline;
    this.name = name;
    this.producer =
        new KafkaProducer<>(
            pipeline.kafkaSettings(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    this.avro = KafkaClients.serdes(pipeline).serializer();
    try (Admin admin = KafkaClients.admin(pipeline)) {
      TopicSetup.create(
          admin,
          List.of(
              new NewTopic(name, 3, (short) 1)
                  .configs(Map.of("message.timestamp.type", "LogAppendTime"))));
    }
  }

  String name() {
    return name;
  }

  /** One alert of each sensor, named from {@code prefix-0} on. */
  void send(String kind, String prefix, int sensors) throws Exception {
    for (int i = 0; i < sensors; i++) {
      SensorAlert alert =
          new SensorAlert(
              prefix + "-" + i,
              Instant.now(),
              UUID.randomUUID().toString(),
              "",
              kind,
              kind.equals("SILENT") ? "WARNING" : "INFO",
              60.0,
              10.0,
              6.0,
              "no reading for \"60 s\" {{ .Labels }} ${detail} </b>");
      byte[] value = avro.serialize(Topics.SENSOR_ALERTS.name(), alert);
      sent.add(
          producer.send(new ProducerRecord<>(name, alert.getSensorId().getBytes(UTF_8), value)));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    sent.clear();
  }

  /** The records of a topic, from each partition. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            pipeline.kafkaSettings(Map.of()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    avro.close();
    producer.close();
  }
}
