package io.iotpipeline.api.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new events from {@code validated-events}, while somebody follows some sensors: only the
 * partitions of these sensors, each from its end on. A record of another sensor is not decoded.
 * After an interruption it goes on at the end, and followers learn that events are missing.
 */
public final class EventTail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);
  private static final String TOPIC = Topics.VALIDATED_EVENTS.name();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration METADATA = Duration.ofSeconds(10);
  private static final long IDLE_MS = 200;
  private static final long RETRY_MS = 1_000;

  /** How often it asks who follows what. */
  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

  /** A follower that comes back soon does not make a new consumer. */
  private static final long LINGER_NANOS = Duration.ofMinutes(1).toNanos();

  /** Takes the events of some sensors. All methods are called by one thread. */
  public interface Follower {

    /** The sensors whose events it takes; a set of its own that does not change. */
    Set<String> sensors();

    /** From now on it gets all further events of these sensors, until an interruption. */
    default void following(Set<String> sensors) {}

    /** An event of one of its sensors. */
    void event(ValidatedEvent event);

    /** Further events are missing, also those of sensors that it was following. */
    default void interrupted() {}

    /** After an interruption: what comes from now on is not missed. */
    default void resumed() {}
  }

  private record Following(Follower follower, Set<String> sensors) {}

  private final List<Follower> followers;
  private final AvroReader avro;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "event-tail");

  /** Whether sensors were followed when the last consumer failed; on the thread. */
  private boolean interrupted;

  public EventTail(
      List<Follower> followers, AvroReader avro, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.followers = List.copyOf(followers);
    this.avro = avro;
    this.consumers = consumers;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (closed.getCount() > 0) {
      if (look().isEmpty()) {
        interrupted = false;
        pause(IDLE_MS);
        continue;
      }
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (VirtualMachineError e) {
        LOG.error("Events are followed no longer; start the API again", e);
        interrupt();
        throw e;
      } catch (Throwable e) { // of Kafka, of the registry, of a bug: clients go on waiting
        LOG.warn("Following events is interrupted: {}", e.toString());
        interrupt();
        interrupted = true;
        pause(RETRY_MS);
      }
    }
  }

  private void interrupt() {
    followers.forEach(Follower::interrupted);
  }

  private void pause(long ms) {
    try {
      var unused = closed.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  /** Those who follow sensors just now. */
  private List<Following> look() {
    List<Following> all = new ArrayList<>();
    for (Follower follower : followers) {
      Set<String> sensors = follower.sensors();
      if (!sensors.isEmpty()) {
        all.add(new Following(follower, sensors));
      }
    }
    return all;
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    int partitions = consumer.partitionsFor(TOPIC, METADATA).size();
    Set<TopicPartition> assigned = Set.of();
    List<Following> now = List.of();
    long lookedAt = System.nanoTime() - LOOK_NANOS;
    long followedAt = System.nanoTime();
    while (closed.getCount() > 0 && System.nanoTime() - followedAt < LINGER_NANOS) {
      if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
        lookedAt = System.nanoTime();
        now = look();
        assigned = assign(consumer, assigned, partitionsOf(now, partitions));
        begin(now);
      }
      if (now.isEmpty()) {
        pause(IDLE_MS);
        continue;
      }
      followedAt = System.nanoTime();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        pass(record, now);
      }
    }
  }

  /** All partitions have their places now. */
  private void begin(List<Following> now) {
    if (interrupted) {
      interrupted = false;
      followers.forEach(Follower::resumed);
    }
    now.forEach(each -> each.follower().following(each.sensors()));
  }

  /** Where Kafka's producers, and Kafka Streams, put the records of a key. */
  private static Set<TopicPartition> partitionsOf(List<Following> followings, int partitions) {
    return followings.stream()
        .flatMap(following -> following.sensors().stream())
        .map(
            sensor ->
                new TopicPartition(
                    TOPIC, Utils.toPositive(Utils.murmur2(sensor.getBytes(UTF_8))) % partitions))
        .collect(Collectors.toSet());
  }

  private static Set<TopicPartition> assign(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> before, Set<TopicPartition> needed) {
    if (!before.equals(needed)) {
      consumer.assign(needed);
      Set<TopicPartition> added = new HashSet<>(needed);
      added.removeAll(before);
      if (!added.isEmpty()) {
        consumer.seekToEnd(added);
        added.forEach(consumer::position); // looks the ends up
      }
    }
    return needed;
  }

  private void pass(ConsumerRecord<byte[], byte[]> record, List<Following> now) {
    if (record.key() == null) {
      return;
    }
    String sensor = new String(record.key(), UTF_8);
    if (now.stream().noneMatch(each -> each.sensors().contains(sensor))) {
      return;
    }
    avro.read(record.value(), ValidatedEvent.class)
        .filter(event -> sensor.equals(event.getSensorId())) // else nobody follows its sensor
        .ifPresent(
            event -> {
              for (Following each : now) {
                if (each.sensors().contains(sensor)) {
                  each.follower().event(event);
                }
              }
            });
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
