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
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends records and keeps count of what becomes of them. No failure throws: it is counted, and
 * reported with sensor, event and cause. One thread sends; the counts are for any thread.
 */
public final class EventSender {

  private final Producer<byte[], byte[]> producer;
  private final Serializer<SensorEvent> serializer;
  private final String topic;
  private final Consumer<String> failures;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Map<RejectionReason, Integer> flaws = new EnumMap<>(RejectionReason.class);

  /**
   * @param failures is told of each failed record
   */
  EventSender(
      Producer<byte[], byte[]> producer,
      Serializer<SensorEvent> serializer,
      String topic,
      Consumer<String> failures) {
    this.producer = producer;
    this.serializer = serializer;
    this.topic = topic;
    this.failures = failures;
  }

  void send(OutgoingRecord outgoing) {
    sent.incrementAndGet();
    outgoing.flaw().ifPresent(flaw -> flaws.merge(flaw, 1, Integer::sum));
    // All that a failure's report needs: the event itself need not outlive its bytes.
    String sensorId = outgoing.sensorId();
    String eventId = outgoing.eventId();
    try {
      byte[] value = outgoing.value(event -> serializer.serialize(topic, event));
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, outgoing.key(), value);
      var unused =
          producer.send(record, (metadata, failure) -> completed(sensorId, eventId, failure));
    } catch (RuntimeException e) { // the serializer's, or a send that did not even begin
      completed(sensorId, eventId, e);
    }
  }

  private void completed(String sensorId, String eventId, Exception failure) {
    if (failure == null) {
      acknowledged.incrementAndGet();
    } else {
      failed.incrementAndGet();
      failures.accept("not sent: sensor " + sensorId + ", event " + eventId + ": " + failure);
    }
  }

  /** Returns when every record is acknowledged or given up. */
  void flush() {
    producer.flush();
  }

  /** Gives up all that is not acknowledged; whoever waits in this class returns. */
  void abort() {
    producer.close(Duration.ZERO);
  }

  void close() {
    producer.close();
    serializer.close();
  }

  SendTotals totals() {
    long done = acknowledged.get();
    long lost = failed.get();
    return new SendTotals(sent.get(), done, lost);
  }

  /** How many of the records sent were flawed on purpose, by what the pipeline refuses them for. */
  Map<RejectionReason, Integer> flaws() {
    return Collections.unmodifiableMap(flaws);
  }
}
