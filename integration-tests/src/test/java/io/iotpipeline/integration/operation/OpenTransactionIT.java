package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an open transaction of any producer can do to the readers of sensor-events. */
@ExtendWith(SharedStack.class)
class OpenTransactionIT {

  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.SENSOR_EVENTS.name(), 0);

  private final TestStack stack;

  OpenTransactionIT(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void the_broker_refuses_a_producer_whose_transactions_may_last_longer_than_a_minute() {
    try (KafkaProducer<byte[], byte[]> producer = producer(Duration.ofSeconds(61))) {
      assertThatThrownBy(producer::initTransactions)
          .hasStackTraceContaining("larger than the maximum value allowed by the broker");
    }
  }

  @Test
  void the_transaction_of_a_halted_producer_is_ended_by_the_command_of_the_documentation()
      throws Exception {
    KafkaProducer<byte[], byte[]> producer = producer(Duration.ofSeconds(60));
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(PARTITION.topic(), 0, new byte[1], new byte[1])).get();
    // Unlike close() without a limit, this does not end the transaction.
    producer.close(Duration.ZERO);
    assertThat(heldBack()).isPositive();

    stack
        .verbs()
        .succeed(
            "kafka", "transactions", "forceTerminateTransaction", "--transactionalId", "halted");

    Waits.await("readers of committed records reach the end").until(() -> heldBack() == 0);
  }

  /** Offsets from the last stable one to the end. */
  private long heldBack() throws ExecutionException, InterruptedException {
    return end(IsolationLevel.READ_UNCOMMITTED) - end(IsolationLevel.READ_COMMITTED);
  }

  private long end(IsolationLevel isolation) throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.pipeline().bootstrapServers()))) {
      return admin
          .listOffsets(Map.of(PARTITION, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
          .partitionResult(PARTITION)
          .get()
          .offset();
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Duration transactionTimeout) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            stack.pipeline().bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "halted",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            Math.toIntExact(transactionTimeout.toMillis())),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
