package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.schemas.PollLimit;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.RejectedRecord;
import io.iotpipeline.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes skipped records to the quarantine, and the offset after them, in transactions. */
final class SkipWriter implements AutoCloseable {

  private static final String TRANSACTIONAL_ID = "iot-quarantine-skip";
  private static final int MAX_RECORDS = 1000;
  private static final int TIMEOUT_MS = 30_000;

  private final TopicPartition partition;
  private final Serializer<RejectedEvent> serializer;
  private final ConsumerGroupMetadata group;
  private final Producer<byte[], byte[]> producer;
  private long records;
  private int inTransaction;

  SkipWriter(Pipeline pipeline, TopicPartition partition, Serializer<RejectedEvent> serializer) {
    this.partition = partition;
    this.serializer = serializer;
    Map<String, Object> config =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            TRANSACTIONAL_ID,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            TIMEOUT_MS,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Skip.MAX_RECORD_BYTES);
    group = groupMetadata(pipeline);
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(pipeline.kafkaSettings(config), bytes, bytes);
    producer.initTransactions();
    producer.beginTransaction();
  }

  /** Of a consumer that is not a member, so that no member may be running. */
  private static ConsumerGroupMetadata groupMetadata(Pipeline pipeline) {
    Map<String, Object> config =
        pipeline.kafkaSettings(Map.of(ConsumerConfig.GROUP_ID_CONFIG, StreamsGroup.ID));
    try (KafkaConsumer<byte[], byte[]> consumer = PollLimit.consumer(config)) {
      return consumer.groupMetadata();
    }
  }

  /** Number of records added. */
  long records() {
    return records;
  }

  void add(RejectedRecord rejected) {
    String topic = Topics.REJECTED_EVENTS.name();
    // A failed send makes the commit fail.
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic,
                null,
                rejected.key(),
                serializer.serialize(topic, rejected.event()),
                rejected.headers()));
    records++;
    if (++inTransaction >= MAX_RECORDS) {
      commit(rejected.event().getOffset() + 1);
      producer.beginTransaction();
    }
  }

  /** Commits what was added, with the next offset of the streams app. */
  void commit(long next) {
    producer.sendOffsetsToTransaction(Map.of(partition, new OffsetAndMetadata(next)), group);
    producer.commitTransaction();
    inTransaction = 0;
  }

  @Override
  public void close() {
    producer.close();
  }
}
