package io.iotpipeline.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaIntakeTest {

  private static final Origin ORIGIN = new Origin("http", "hall", "10.0.0.1:1234");
  private static final long LIMIT = 1_000;

  private final List<MockProducer<byte[], byte[]>> opened = new CopyOnWriteArrayList<>();
  private final AtomicInteger replaced = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Serializer<SensorEvent> serializer =
      (topic, event) -> event.getEventId().getBytes(UTF_8);
  private final KafkaIntake intake =
      new KafkaIntake(
          new ProducerHolder(this::open, replaced::incrementAndGet),
          new EventSerializers("events", List.of(serializer)),
          "events",
          LIMIT,
          new KafkaHealth(nanos::get));

  private MockProducer<byte[], byte[]> open() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    opened.add(producer);
    return producer;
  }

  @AfterEach
  void close() {
    intake.close();
  }

  private MockProducer<byte[], byte[]> producer() {
    return opened.get(opened.size() - 1);
  }

  private static SensorEvent event(String id) {
    return new SensorEvent(id, "sensor-" + id, Instant.EPOCH, Map.of("t", 1.0));
  }

  private Future<Void> take(String... ids) {
    List<SensorEvent> events = new ArrayList<>();
    for (String id : ids) {
      events.add(event(id));
    }
    return intake.take(ORIGIN, events, List.of());
  }

  @Test
  void completes_when_all_records_are_acknowledged() {
    Future<Void> taken = take("a", "b");

    assertThat(taken.isComplete()).isFalse();
    producer().completeNext();
    assertThat(taken.isComplete()).isFalse();
    producer().completeNext();

    assertThat(taken.succeeded()).isTrue();
    assertThat(producer().history())
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("sensor-a", "sensor-b");
  }

  @Test
  void fails_if_one_record_is_not_acknowledged() {
    Future<Void> taken = take("a", "b", "c");

    producer().completeNext();
    producer().errorNext(new TimeoutException("no answer"));
    assertThat(taken.isComplete()).isFalse();
    producer().completeNext();

    assertThat(taken.cause())
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("no answer");
    assertThat(replaced).as("the producer tries again by itself").hasValue(0);
  }

  @Test
  void writes_pieces_byte_for_byte_with_their_origin() {
    byte[] bytes = {0, 1, (byte) 0xFF};

    Future<Void> taken =
        intake.take(ORIGIN, List.of(), List.of(new Unreadable(bytes, "ä" + "x".repeat(600))));
    producer().completeNext();

    assertThat(taken.succeeded()).isTrue();
    ProducerRecord<byte[], byte[]> record = producer().history().get(0);
    assertThat(record.key()).isNull();
    assertThat(record.value()).isEqualTo(bytes);
    assertThat(header(record, "gateway.unreadable")).isEqualTo("ä" + "x".repeat(499));
    assertThat(header(record, "gateway.protocol")).isEqualTo("http");
    assertThat(header(record, "gateway.sender")).isEqualTo("hall");
    assertThat(header(record, "gateway.address")).isEqualTo("10.0.0.1:1234");
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return new String(header.value(), UTF_8);
  }

  @Test
  void takes_nothing_beyond_its_bound_and_goes_on_when_kafka_has_acknowledged() {
    List<Future<Void>> taken = new ArrayList<>();
    Future<Void> last;
    do {
      last = take("e" + taken.size());
      taken.add(last);
    } while (!last.isComplete() && taken.size() < 100);

    assertThat(last.cause()).isInstanceOf(BusyException.class);
    assertThat(intake.bytesInFlight()).isLessThanOrEqualTo(LIMIT);
    int written = producer().history().size();
    assertThat(written).isEqualTo(taken.size() - 1).isGreaterThan(3);

    while (producer().completeNext()) {
      // all
    }
    assertThat(intake.bytesInFlight()).isZero();
    assertThat(take("again").isComplete()).isFalse();
    assertThat(producer().history()).hasSize(written + 1);
  }

  /** The producer would refuse it each time, and its sender would send it again without end. */
  @Test
  void quarantines_an_event_that_is_too_large_for_a_record() {
    int length = Unreadable.MAX_BYTES + 7;
    Future<Void> taken = take("a", "x".repeat(length), "b");

    while (producer().completeNext()) {
      // all
    }
    assertThat(taken.succeeded()).isTrue();
    List<ProducerRecord<byte[], byte[]>> written = producer().history();
    assertThat(written).hasSize(3);
    assertThat(written.get(1).key()).isNull();
    assertThat(written.get(1).value()).hasSize(Unreadable.MAX_BYTES);
    assertThat(header(written.get(1), "gateway.unreadable"))
        .startsWith("an event of %d bytes".formatted(2 * length + "sensor-".length()))
        .contains("the first 1000000 of %d bytes are kept".formatted(length));
  }

  @Test
  void a_record_that_is_too_large_for_kafka_is_no_outage() {
    Future<Void> taken = take("a");

    producer().errorNext(new RecordTooLargeException("larger than max.request.size"));

    assertThat(taken.cause()).isInstanceOf(BatchTooLargeException.class);
    assertThat(intake.isAvailable()).isTrue();
    assertThat(intake.bytesInFlight()).isZero();
  }

  @Test
  void takes_nothing_of_a_message_that_is_too_large() {
    SensorEvent[] large = new SensorEvent[40];
    Arrays.fill(large, event("x".repeat(450_000)));

    Future<Void> taken = intake.take(ORIGIN, List.of(large), List.of());

    assertThat(taken.cause()).isInstanceOf(BatchTooLargeException.class);
    assertThat(producer().history()).isEmpty();
    assertThat(intake.bytesInFlight()).isZero();
    assertThat(intake.isAvailable()).isTrue();
  }

  @Test
  void takes_a_message_that_is_larger_than_the_bound_alone() {
    Future<Void> large =
        intake.take(ORIGIN, List.of(), List.of(new Unreadable(new byte[2_000], "")));
    Future<Void> next = take("a");

    assertThat(large.isComplete()).isFalse();
    assertThat(next.cause()).isInstanceOf(BusyException.class);
    producer().completeNext();
    assertThat(large.succeeded()).isTrue();
  }

  @Test
  void a_message_without_content_is_complete() {
    assertThat(intake.take(ORIGIN, List.of(), List.of()).succeeded()).isTrue();
    assertThat(intake.bytesInFlight()).isZero();
  }

  @Test
  void replaces_the_producer_after_a_fatal_error_and_fails_what_is_in_flight() {
    Future<Void> first = take("a");
    Future<Void> second = take("b");

    producer().errorNext(new OutOfOrderSequenceException("lost"));

    assertThat(first.cause()).isInstanceOf(UnavailableException.class);
    await().until(() -> opened.size() == 2 && opened.get(0).closed());
    await().until(intake::isOpen);
    assertThat(replaced).hasValue(1);
    while (opened.get(0).errorNext(new IllegalStateException("closed"))) {
      // what a closed producer does with what it has
    }
    assertThat(second.cause()).isInstanceOf(UnavailableException.class);
    assertThat(intake.bytesInFlight()).isZero();

    Future<Void> third = take("c");
    opened.get(1).completeNext();
    assertThat(third.succeeded()).isTrue();
  }

  @Test
  void replaces_a_producer_that_throws() {
    producer().sendException = new IllegalStateException("closed");

    Future<Void> taken = take("a", "b");

    assertThat(taken.cause()).isInstanceOf(UnavailableException.class);
    assertThat(intake.bytesInFlight()).isZero();
    await().until(() -> opened.size() == 2);
    assertThat(replaced).hasValue(1);
  }

  @Test
  void is_unavailable_for_some_seconds_after_a_failure() {
    assertThat(intake.isAvailable()).isTrue();
    var unused = take("a");
    producer().errorNext(new TimeoutException("no answer"));

    assertThat(intake.isAvailable()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(intake.isAvailable()).isTrue();
  }

  @Test
  void is_available_again_when_kafka_acknowledges() {
    var first = take("a");
    var second = take("b");
    producer().errorNext(new TimeoutException("no answer"));
    producer().completeNext();

    assertThat(first.failed()).isTrue();
    assertThat(second.succeeded()).isTrue();
    assertThat(intake.isAvailable()).isTrue();
  }

  @Test
  void completes_on_the_context_of_the_caller() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      Context context = vertx.getOrCreateContext();
      CompletableFuture<Boolean> onContext = new CompletableFuture<>();
      context.runOnContext(
          start ->
              take("a")
                  .onComplete(result -> onContext.complete(Vertx.currentContext() == context)));
      await().until(() -> producer().completeNext()); // in this thread, which has no context

      assertThat(onContext.get(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
