package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends records and counts the results. A failure does not throw: it is counted, and reported with
 * sensor, event and cause. Only one thread may send; any thread may read the totals.
 */
public final class EventSender {

  private final Producer<byte[], byte[]> producer;
  private final Serializer<SensorEvent> serializer;
  private final String topic;
  private final Consumer<String> failures;
  private final Consumer<RecordMetadata> acknowledgements;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Map<RejectionReason, Integer> expectedRejections =
      new EnumMap<>(RejectionReason.class);

  /**
   * @param failures receives a message for each failed record
   * @param acknowledgements receives the position of each acknowledged record
   */
  EventSender(
      Producer<byte[], byte[]> producer,
      Serializer<SensorEvent> serializer,
      String topic,
      Consumer<String> failures,
      Consumer<RecordMetadata> acknowledgements) {
    this.producer = producer;
    this.serializer = serializer;
    this.topic = topic;
    this.failures = failures;
    this.acknowledgements = acknowledgements;
  }

  void send(OutgoingRecord outgoing) {
    sent.incrementAndGet();
    outgoing
        .expectedRejection()
        .ifPresent(reason -> expectedRejections.merge(reason, 1, Integer::sum));
    // The callback captures only the ids, so that the event can be garbage collected early.
    String sensorId = outgoing.sensorId();
    String eventId = outgoing.eventId();
    try {
      byte[] value = outgoing.value(event -> serializer.serialize(topic, event));
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, outgoing.key(), value);
      var unused =
          producer.send(
              record, (metadata, failure) -> completed(sensorId, eventId, metadata, failure));
    } catch (RuntimeException e) { // from the serializer, or from send() itself
      completed(sensorId, eventId, null, e);
    }
  }

  private void completed(
      String sensorId, String eventId, RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      acknowledged.incrementAndGet();
      acknowledgements.accept(metadata);
    } else {
      failed.incrementAndGet();
      failures.accept("not sent: sensor " + sensorId + ", event " + eventId + ": " + failure);
    }
  }

  /** Waits until every record is acknowledged or has failed. */
  void flush() {
    producer.flush();
  }

  /** Fails all records in flight, which ends {@link #flush()} and {@link #close()}. */
  void abort() {
    producer.close(Duration.ZERO);
  }

  void close() {
    producer.close();
    serializer.close();
  }

  SendTotals totals() {
    // Read before "sent", so that acknowledged plus failed never exceeds it.
    long acknowledgedNow = acknowledged.get();
    long failedNow = failed.get();
    return new SendTotals(sent.get(), acknowledgedNow, failedNow);
  }

  /** Number of records that were invalid on purpose, by the expected rejection reason. */
  Map<RejectionReason, Integer> expectedRejections() {
    return Collections.unmodifiableMap(expectedRejections);
  }
}
