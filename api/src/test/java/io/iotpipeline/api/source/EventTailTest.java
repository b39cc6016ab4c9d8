package io.iotpipeline.api.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EventTailTest {

  private static final TopicPartition PARTITION =
      new TopicPartition(Topics.VALIDATED_EVENTS.name(), 0);
  private static final long END = 10;

  /** Key of records whose event is of another sensor. */
  private static final String OTHER_KEY = "other-key";

  private final List<MockConsumer<byte[], byte[]>> consumers = new CopyOnWriteArrayList<>();
  private final AtomicInteger failing = new AtomicInteger();

  /** Writes down what happens to it. */
  private static final class Diary implements EventTail.Follower {
    final Set<String> sensors = ConcurrentHashMap.newKeySet();
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public Set<String> sensors() {
      return Set.copyOf(sensors);
    }

    @Override
    public void following(Set<String> followed) {
      String line = "following " + followed;
      if (!lines.contains(line)) {
        lines.add(line);
      }
    }

    @Override
    public void event(ValidatedEvent event) {
      lines.add("event of " + event.getSensorId());
    }

    @Override
    public void interrupted() {
      lines.add("interrupted");
    }

    @Override
    public void resumed() {
      lines.add("resumed");
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "h", 1);
    consumer.updatePartitions(
        PARTITION.topic(),
        List.of(
            new PartitionInfo(PARTITION.topic(), 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateEndOffsets(Map.of(PARTITION, END));
    if (failing.getAndDecrement() > 0) {
      consumer.setPollException(new KafkaException("interrupted"));
    }
    consumers.add(consumer);
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key) {
    String sensor = key.equals(OTHER_KEY) ? "x" : key;
    ValidatedEvent event =
        ValidatedEvent.newBuilder()
            .setEventId("0b8cbbc0-8d3c-4c6e-9a2e-6a6b1e2a0001")
            .setSensorId(sensor)
            .setEventTime(Instant.EPOCH)
            .setMeasurements(Map.of("t", 1.0))
            .setDay("1970-01-01")
            .setHour(0)
            .build();
    return new ConsumerRecord<>(
        PARTITION.topic(), 0, offset, key.getBytes(UTF_8), TestSchemas.write(event));
  }

  private void receive(String... sensors) {
    MockConsumer<byte[], byte[]> consumer = consumers.get(consumers.size() - 1);
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < sensors.length; i++) {
            consumer.addRecord(record(END + i, sensors[i]));
          }
        });
  }

  @Test
  void a_follower_gets_the_events_of_its_sensors_from_the_end_on() {
    Diary one = new Diary();
    Diary other = new Diary();
    one.sensors.add("a");
    other.sensors.add("b");
    try (EventTail tail =
        new EventTail(List.of(one, other), TestSchemas.reader(), this::consumer)) {
      tail.start();
      await().until(() -> !other.lines.isEmpty());
      assertThat(consumers.get(0).position(PARTITION)).isEqualTo(END);
      receive("a", "x", "b", "a");

      await().until(() -> one.lines.size() == 3 && other.lines.size() == 2);
      assertThat(one.lines).containsExactly("following [a]", "event of a", "event of a");
      assertThat(other.lines).containsExactly("following [b]", "event of b");
    }
  }

  @Test
  void followers_learn_that_events_are_missing_and_when_they_come_again() {
    Diary diary = new Diary();
    diary.sensors.add("a");
    failing.set(1);
    try (EventTail tail = new EventTail(List.of(diary), TestSchemas.reader(), this::consumer)) {
      tail.start();

      await().until(() -> diary.lines.contains("resumed"));
      assertThat(diary.lines).containsExactly("following [a]", "interrupted", "resumed");
      assertThat(consumers).hasSize(2);
    }
  }

  @Test
  void an_event_of_another_sensor_than_its_key_is_passed_to_nobody() {
    Diary diary = new Diary();
    diary.sensors.addAll(Set.of("a", OTHER_KEY));
    try (EventTail tail = new EventTail(List.of(diary), TestSchemas.reader(), this::consumer)) {
      tail.start();
      await().until(() -> !diary.lines.isEmpty());
      receive(OTHER_KEY, "a");

      await().until(() -> diary.lines.contains("event of a"));
      assertThat(diary.lines).doesNotContain("event of x");
    }
  }

  @Test
  void nothing_is_read_while_nobody_follows() {
    Diary diary = new Diary();
    try (EventTail tail = new EventTail(List.of(diary), TestSchemas.reader(), this::consumer)) {
      tail.start();
      assertThat(consumers).isEmpty();
      diary.sensors.add("a");

      await().until(() -> !diary.lines.isEmpty());
      assertThat(consumers).hasSize(1);
    }
  }
}
