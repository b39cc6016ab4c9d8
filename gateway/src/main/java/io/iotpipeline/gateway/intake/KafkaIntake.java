package io.iotpipeline.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes to Kafka with one producer. What waits for Kafka's acknowledgement is bounded: beyond that
 * the sender has to wait, and memory does not grow with the length of an outage.
 */
public final class KafkaIntake implements Intake, AutoCloseable {

  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);

  /** What a record needs in the producer besides key, value and headers; about. */
  private static final int RECORD_OVERHEAD = 100;

  private final ProducerHolder producers;
  private final EventSerializers serializers;
  private final String topic;
  private final long maxBytesInFlight;
  private final KafkaHealth health;
  private final AtomicLong bytesInFlight = new AtomicLong();

  KafkaIntake(
      ProducerHolder producers,
      EventSerializers serializers,
      String topic,
      long maxBytesInFlight,
      KafkaHealth health) {
    this.producers = producers;
    this.serializers = serializers;
    this.topic = topic;
    this.maxBytesInFlight = maxBytesInFlight;
    this.health = health;
  }

  @Override
  public Future<Void> take(Origin origin, List<SensorEvent> events, List<Unreadable> unreadable) {
    Producer<byte[], byte[]> producer = producers.current();
    if (producer == null) {
      return Future.failedFuture(
          new UnavailableException("the connection to Kafka is being opened again", null));
    }
    if (bytesInFlight.get() >= maxBytesInFlight) {
      return full(); // before the work of serializing
    }
    List<ProducerRecord<byte[], byte[]>> records = records(origin, events, unreadable);
    if (records.isEmpty()) {
      return Future.succeededFuture();
    }
    long bytes = bytesOf(records);
    if (!reserve(bytes)) {
      return full();
    }
    var context = Vertx.currentContext();
    Submission submission = new Submission(records.size(), context, () -> release(bytes));
    send(producer, records, submission);
    return submission.future().onComplete(result -> health.report(result.succeeded()));
  }

  private static Future<Void> full() {
    return Future.failedFuture(
        new BusyException("too much waits for Kafka's acknowledgement", RETRY_WHEN_FULL));
  }

  /** One message may always be in flight, however large it is. */
  private boolean reserve(long bytes) {
    long before = bytesInFlight.getAndAdd(bytes);
    if (before > 0 && before + bytes > maxBytesInFlight) {
      bytesInFlight.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  private void release(long bytes) {
    bytesInFlight.addAndGet(-bytes);
  }

  private List<ProducerRecord<byte[], byte[]>> records(
      Origin origin, List<SensorEvent> events, List<Unreadable> unreadable) {
    List<ProducerRecord<byte[], byte[]>> records =
        new ArrayList<>(events.size() + unreadable.size());
    List<byte[]> values = serializers.serialize(events);
    for (int i = 0; i < values.size(); i++) {
      byte[] key = events.get(i).getSensorId().getBytes(UTF_8);
      records.add(new ProducerRecord<>(topic, key, values.get(i)));
    }
    for (Unreadable piece : unreadable) {
      records.add(
          new ProducerRecord<>(
              topic,
              null,
              (byte[]) null,
              piece.bytes(),
              UnreadableHeaders.of(origin, piece.reason())));
    }
    return records;
  }

  private static long bytesOf(List<ProducerRecord<byte[], byte[]>> records) {
    long bytes = 0;
    for (ProducerRecord<byte[], byte[]> record : records) {
      int key = record.key() == null ? 0 : record.key().length;
      bytes += RECORD_OVERHEAD + key + record.value().length;
    }
    return bytes;
  }

  /** Never throws: what is not sent is completed as a failure. */
  private void send(
      Producer<byte[], byte[]> producer,
      List<ProducerRecord<byte[], byte[]>> records,
      Submission submission) {
    for (int i = 0; i < records.size(); i++) {
      try {
        var unused =
            producer.send(
                records.get(i),
                (metadata, problem) -> {
                  if (problem != null && ProducerHolder.isFatal(problem)) {
                    producers.replace(producer, problem);
                  }
                  submission.onCompletion(metadata, problem);
                });
      } catch (RuntimeException e) { // a producer in a fatal state throws
        producers.replace(producer, e);
        submission.completed(records.size() - i, e);
        return;
      }
    }
  }

  /** Bytes that wait for Kafka's acknowledgement; about. */
  public long bytesInFlight() {
    return bytesInFlight.get();
  }

  /** Whether Kafka takes events, as far as the last answers show. */
  public boolean isAvailable() {
    return isOpen() && health.isAvailable();
  }

  /** Whether there is a producer; false while it is replaced. */
  boolean isOpen() {
    return producers.current() != null;
  }

  /** Fails what is still in flight. */
  @Override
  public void close() {
    producers.close();
    serializers.close();
  }
}
