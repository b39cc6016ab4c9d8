package io.iotpipeline.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.source.AvroReader;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads new readings from {@code validated-events}, while somebody follows them: only the
 * partitions of the sensors that are followed, each from its end on. A record of another sensor is
 * not decoded. After an interruption it goes on at the end, and clients learn that readings may be
 * missing.
 */
public final class LiveReadings implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveReadings.class);
  private static final String TOPIC = Topics.VALIDATED_EVENTS.name();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration METADATA = Duration.ofSeconds(10);
  private static final long IDLE_MS = 200;
  private static final long RETRY_MS = 1_000;

  /** A client that comes back soon does not make a new consumer. */
  private static final long LINGER_NANOS = Duration.ofMinutes(1).toNanos();

  private final LiveHub hub;
  private final AvroReader avro;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "live-readings");

  /** Whether readings were followed when the last consumer failed; on the thread. */
  private boolean interrupted;

  public LiveReadings(LiveHub hub, AvroReader avro, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.hub = hub;
    this.avro = avro;
    this.consumers = consumers;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (closed.getCount() > 0) {
      if (hub.sensors().isEmpty()) {
        interrupted = false;
        pause(IDLE_MS);
        continue;
      }
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (VirtualMachineError e) {
        LOG.error("Readings are followed no longer; start the API again", e);
        throw e;
      } catch (Throwable e) { // of Kafka, of the registry, of a bug: clients go on waiting
        LOG.warn("Live readings are interrupted: {}", e.toString());
        interrupted = true;
        pause(RETRY_MS);
      }
    }
  }

  private void pause(long ms) {
    try {
      var unused = closed.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    int partitions = consumer.partitionsFor(TOPIC, METADATA).size();
    Set<TopicPartition> assigned = Set.of();
    long followedAt = System.nanoTime();
    while (closed.getCount() > 0 && System.nanoTime() - followedAt < LINGER_NANOS) {
      Set<String> sensors = hub.sensors();
      if (sensors.isEmpty()) {
        interrupted = false;
        pause(IDLE_MS);
        assigned = assign(consumer, assigned, Set.of());
        continue;
      }
      followedAt = System.nanoTime();
      assigned = assign(consumer, assigned, partitionsOf(sensors, partitions));
      if (interrupted) {
        assigned.forEach(consumer::position); // now it has its place: what comes is not missed
        interrupted = false;
        hub.interrupted(Stream.READINGS);
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        publish(record, sensors);
      }
    }
  }

  /** Where Kafka's producers, and Kafka Streams, put the records of a key. */
  private static Set<TopicPartition> partitionsOf(Collection<String> sensors, int partitions) {
    return sensors.stream()
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
      }
    }
    return needed;
  }

  private void publish(ConsumerRecord<byte[], byte[]> record, Set<String> sensors) {
    if (record.key() == null || !sensors.contains(new String(record.key(), UTF_8))) {
      return;
    }
    avro.read(record.value(), ValidatedEvent.class)
        .ifPresent(event -> hub.publish(Stream.READINGS, event.getSensorId(), () -> json(event)));
  }

  private static ObjectNode json(ValidatedEvent event) {
    ObjectNode json =
        Json.object()
            .put("sensor_id", event.getSensorId())
            .put("time", Json.time(event.getEventTime()));
    ObjectNode measurements = json.putObject("measurements");
    new TreeMap<>(event.getMeasurements())
        .forEach((metric, value) -> Json.number(measurements, metric, value));
    return json;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
