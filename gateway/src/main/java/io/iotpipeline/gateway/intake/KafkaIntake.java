package io.iotpipeline.gateway.intake;

import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
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
    MessageRecords message = new MessageRecords(topic, origin);
    try {
      message.add(serializers, events);
      message.add(unreadable);
    } catch (BatchTooLargeException e) {
      return Future.failedFuture(e);
    }
    List<ProducerRecord<byte[], byte[]>> records = message.records();
    if (records.isEmpty()) {
      return Future.succeededFuture();
    }
    long bytes = message.bytes();
    if (!reserve(bytes)) {
      return full();
    }
    var context = Vertx.currentContext();
    Submission submission = new Submission(records.size(), context, () -> release(bytes));
    send(producer, records, submission);
    return submission
        .future()
        .onSuccess(ignored -> health.report(true))
        .onFailure(
            problem -> {
              if (problem instanceof UnavailableException) {
                health.report(false);
              }
            });
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
