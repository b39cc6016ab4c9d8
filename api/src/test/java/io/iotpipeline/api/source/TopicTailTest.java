package io.iotpipeline.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicTailTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final List<Long> handled = new CopyOnWriteArrayList<>();

  /** A topic with records 0 to 9. */
  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "h", 1);
    consumer.updatePartitions(
        "t", List.of(new PartitionInfo("t", 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 10L));
    consumer.schedulePollTask(
        () -> {
          long from = consumer.position(PARTITION);
          for (long offset = from; offset < 10; offset++) {
            consumer.addRecord(new ConsumerRecord<>("t", 0, offset, null, new byte[0]));
          }
        });
    return consumer;
  }

  private TopicTail tail(long fromEnd, Supplier<Consumer<byte[], byte[]>> consumers) {
    return new TopicTail(
        "t", fromEnd, consumers, record -> handled.add(record.offset()), System::nanoTime);
  }

  @Test
  void it_knows_whether_it_has_read_all_records() {
    try (TopicTail all = tail(10, TopicTailTest::consumer);
        TopicTail newest = tail(3, TopicTailTest::consumer)) {
      all.start();
      newest.start();
      await().until(() -> all.caughtUp() && newest.caughtUp());

      assertThat(all.read()).isEqualTo(10);
      assertThat(all.hasSkipped()).isFalse();
      assertThat(newest.read()).isEqualTo(3);
      assertThat(newest.hasSkipped()).isTrue();
    }
  }

  @Test
  void reads_all_of_a_topic_and_has_caught_up_then() {
    try (TopicTail tail = tail(TopicTail.ALL, TopicTailTest::consumer)) {
      assertThat(tail.caughtUp()).isFalse();
      tail.start();

      await().until(tail::caughtUp);
      assertThat(handled).hasSize(10).startsWith(0L);
      assertThat(tail.problem()).isEmpty();
    }
  }

  @Test
  void begins_before_the_end() {
    try (TopicTail tail = tail(3, TopicTailTest::consumer)) {
      tail.start();

      await().until(tail::caughtUp);
      assertThat(handled).containsExactly(7L, 8L, 9L);
    }
  }

  @Test
  void goes_on_where_it_was_after_a_failure() {
    AtomicInteger failures = new AtomicInteger(2);
    TopicTail.Handler handler =
        record -> {
          if (record.offset() == 5 && failures.getAndDecrement() > 0) {
            throw new KafkaException("the registry is away");
          }
          handled.add(record.offset());
        };
    List<Consumer<byte[], byte[]>> made = new ArrayList<>();
    try (TopicTail tail =
        new TopicTail(
            "t",
            TopicTail.ALL,
            () -> {
              made.add(consumer());
              return made.get(made.size() - 1);
            },
            handler,
            System::nanoTime)) {
      tail.start();

      await().until(() -> tail.problem().filter("the registry is away"::equals).isPresent());
      await().until(tail::caughtUp);
      assertThat(handled).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(made).hasSize(3);
    }
  }

  @Test
  void a_missing_topic_is_waited_for() {
    try (TopicTail tail = tail(TopicTail.ALL, () -> new MockConsumer<>("earliest"))) {
      tail.start();

      await().until(() -> tail.problem().filter(each -> each.contains("no topic t")).isPresent());
      assertThat(tail.caughtUp()).isFalse();
    }
  }

  @Test
  void an_error_of_a_record_does_not_end_the_thread() {
    AtomicInteger failures = new AtomicInteger(1);
    TopicTail.Handler handler =
        record -> {
          if (failures.getAndDecrement() > 0) {
            throw new NoClassDefFoundError("x");
          }
          handled.add(record.offset());
        };
    try (TopicTail tail =
        new TopicTail("t", TopicTail.ALL, TopicTailTest::consumer, handler, System::nanoTime)) {
      tail.start();

      await().until(tail::caughtUp);
      assertThat(handled).hasSize(10);
    }
  }

  @Test
  void a_long_gap_counts_also_after_it_was_caught_up_but_a_short_one_does_not() {
    AtomicLong nanoTime = new AtomicLong();
    AtomicBoolean away = new AtomicBoolean();
    Supplier<Consumer<byte[], byte[]>> consumers =
        () -> {
          if (away.get()) {
            throw new KafkaException("Kafka is away");
          }
          MockConsumer<byte[], byte[]> consumer = consumer();
          consumer.schedulePollTask(
              () -> {
                if (away.get()) {
                  throw new KafkaException("Kafka is away");
                }
              });
          return consumer;
        };
    TopicTail.Handler handler =
        record -> {
          handled.add(record.offset());
          away.set(record.offset() == 9);
        };
    try (TopicTail tail = new TopicTail("t", TopicTail.ALL, consumers, handler, nanoTime::get)) {
      assertThat(tail.waitingFor()).contains("it has not been read yet");
      tail.start();

      await().until(() -> tail.problem().isPresent() && tail.caughtUp());
      assertThat(tail.waitingFor()).isEmpty();
      nanoTime.addAndGet(Duration.ofSeconds(31).toNanos());
      assertThat(tail.waitingFor()).contains("Kafka is away");
      away.set(false);
      await().until(() -> tail.waitingFor().isEmpty());
      assertThat(tail.problem()).isEmpty();
    }
  }
}
