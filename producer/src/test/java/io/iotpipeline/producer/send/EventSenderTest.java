package io.iotpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class EventSenderTest {

  private final List<String> failures = new ArrayList<>();
  private final List<RecordMetadata> acknowledged = new ArrayList<>();
  private final Serializer<SensorEvent> serializer =
      (topic, event) -> event.getEventId().getBytes(UTF_8);

  @Test
  void the_key_of_a_record_is_the_sensor_id() {
    MockProducer<byte[], byte[]> producer = producer(true);

    sender(producer).send(valid(7));

    assertThat(producer.history())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("sensor-events");
              assertThat(record.key()).asString().isEqualTo("sensor-7");
              assertThat(record.value()).asString().isEqualTo("id-7");
              assertThat(record.timestamp()).isNull();
            });
  }

  @Test
  void records_count_as_acknowledged_after_the_acknowledgement() {
    MockProducer<byte[], byte[]> producer = producer(false);
    EventSender sender = sender(producer);
    sender.send(valid(1));
    sender.send(valid(2));

    producer.completeNext();

    assertThat(sender.counts().totals()).isEqualTo(new SendTotals(2, 1, 0));
    assertThat(acknowledged).extracting(RecordMetadata::offset).containsExactly(0L);
  }

  @Test
  void a_failed_send_is_counted_and_reported() {
    MockProducer<byte[], byte[]> producer = producer(false);
    EventSender sender = sender(producer);
    sender.send(valid(1));

    producer.errorNext(new TimeoutException("2 minutes have passed"));

    assertThat(sender.counts().totals()).isEqualTo(new SendTotals(1, 0, 1));
    assertThat(failures)
        .singleElement()
        .asString()
        .contains("sensor-1", "id-1", "2 minutes have passed");
  }

  @Test
  void a_send_that_throws_is_counted_and_reported() {
    MockProducer<byte[], byte[]> producer = producer(true);
    producer.sendException = new RecordTooLargeException("2 MB");
    EventSender sender = sender(producer);

    sender.send(valid(1));

    assertThat(sender.counts().totals()).isEqualTo(new SendTotals(1, 0, 1));
    assertThat(failures).singleElement().asString().contains("sensor-1", "2 MB");
  }

  @Test
  void a_serialization_failure_is_counted_and_reported() {
    Serializer<SensorEvent> broken =
        (topic, event) -> {
          throw new IllegalStateException("no schema");
        };
    EventSender sender =
        new EventSender(producer(true), broken, "sensor-events", failures::add, acknowledged::add);

    sender.send(valid(1));

    assertThat(sender.counts().totals()).isEqualTo(new SendTotals(1, 0, 1));
    assertThat(failures).singleElement().asString().contains("id-1", "no schema");
  }

  @Test
  void invalid_records_are_counted_by_expected_rejection_reason() {
    EventSender sender = sender(producer(true));

    sender.send(OutgoingRecord.invalid(RejectionReason.UNDECODABLE, 0, "sensor-1", new byte[] {1}));
    sender.send(OutgoingRecord.invalid(RejectionReason.UNDECODABLE, 0, "sensor-2", new byte[] {1}));
    sender.send(valid(3));

    assertThat(sender.counts().expectedRejections())
        .containsExactly(Map.entry(RejectionReason.UNDECODABLE, 2));
  }

  @Test
  void a_run_without_failures_exits_with_0_and_a_summary() {
    SendRun run = new SendRun(sender(producer(true)), statusLine(), new StopSignal());

    run.run(validRecords(5), RateLimiter.start(), Long.MAX_VALUE);

    assertThat(run.exitCode()).isZero();
    assertThat(summaryOf(run)).startsWith("sent 5, acknowledged 5, failed 0, ");
  }

  @Test
  void a_run_with_a_failure_exits_with_1() {
    MockProducer<byte[], byte[]> producer = producer(true);
    producer.sendException = new TimeoutException("no metadata");
    SendRun run = new SendRun(sender(producer), statusLine(), new StopSignal());

    run.run(validRecords(2), RateLimiter.start(), Long.MAX_VALUE);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(summaryOf(run)).startsWith("sent 2, acknowledged 0, failed 2, ");
  }

  @Test
  void records_in_flight_are_flushed_when_the_run_stops() {
    MockProducer<byte[], byte[]> producer = producer(false);
    StopSignal stop = new StopSignal();
    EventSender sender = sender(producer);
    Iterator<OutgoingRecord> endless =
        IntStream.iterate(0, i -> i + 1)
            .peek(i -> stopAt(stop, i))
            .mapToObj(i -> valid(i))
            .iterator();

    new SendRun(sender, statusLine(), stop).run(endless, RateLimiter.start(), Long.MAX_VALUE);

    assertThat(sender.counts().totals()).isEqualTo(new SendTotals(10, 10, 0));
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void a_run_ends_after_its_maximum_time() {
    EventSender sender = sender(producer(true));

    new SendRun(sender, statusLine(), new StopSignal())
        .run(validRecords(5), RateLimiter.start(), 0);

    assertThat(sender.counts().totals()).isEqualTo(SendTotals.NONE);
  }

  private static void stopAt(StopSignal stop, int number) {
    if (number == 10) {
      stop.raise();
    }
  }

  private EventSender sender(MockProducer<byte[], byte[]> producer) {
    return new EventSender(producer, serializer, "sensor-events", failures::add, acknowledged::add);
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new MockProducer<>(autoComplete, null, bytes, bytes);
  }

  private static Iterator<OutgoingRecord> validRecords(int count) {
    return IntStream.range(0, count).mapToObj(EventSenderTest::valid).iterator();
  }

  private static OutgoingRecord valid(int number) {
    SensorEvent event =
        new SensorEvent("id-" + number, "sensor-" + number, Instant.EPOCH, Map.of("volt", 1.0));
    return OutgoingRecord.event(0, event);
  }

  private static StatusLine statusLine() {
    return new StatusLine(new PrintWriter(new StringWriter()), false, System::nanoTime);
  }

  private static String summaryOf(SendRun run) {
    StringWriter text = new StringWriter();
    run.printSummary(new PrintWriter(text));
    return text.toString();
  }
}
