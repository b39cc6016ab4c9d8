package io.iotpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * One record to send: its key, its value (an event, or bytes of any sort), and when it is due, in
 * nanoseconds since the start of the run.
 */
public final class OutgoingRecord {

  private final long dueNanos;
  private final String key;
  private final SensorEvent event;
  private final byte[] bytes;
  private final RejectionReason flaw;

  private OutgoingRecord(
      long dueNanos, String key, SensorEvent event, byte[] bytes, RejectionReason flaw) {
    this.dueNanos = dueNanos;
    this.key = key;
    this.event = event;
    this.bytes = bytes;
    this.flaw = flaw;
  }

  /** An event, keyed by its sensor. */
  public static OutgoingRecord event(long dueNanos, SensorEvent event) {
    return new OutgoingRecord(dueNanos, event.getSensorId(), event, null, null);
  }

  /** An event that is wrong in itself or under this key. */
  public static OutgoingRecord flawed(
      RejectionReason flaw, long dueNanos, String key, SensorEvent event) {
    return new OutgoingRecord(dueNanos, key, event, null, flaw);
  }

  /** A value that is no event at all; null for a tombstone. */
  public static OutgoingRecord flawed(
      RejectionReason flaw, long dueNanos, String key, byte[] bytes) {
    return new OutgoingRecord(dueNanos, key, null, bytes, flaw);
  }

  public long dueNanos() {
    return dueNanos;
  }

  public byte[] key() {
    return key.getBytes(UTF_8);
  }

  /** The record's value as it goes over the wire. */
  public byte[] value(Function<SensorEvent, byte[]> encode) {
    return event == null ? bytes : encode.apply(event);
  }

  /** What the pipeline is expected to refuse the record for; empty when the record is good. */
  public Optional<RejectionReason> flaw() {
    return Optional.ofNullable(flaw);
  }

  /** The sensor, as a failure names it. */
  String sensorId() {
    return event == null ? key : event.getSensorId();
  }

  /** The event, as a failure names it; empty when the record holds none. */
  public String eventId() {
    return event == null ? "" : event.getEventId();
  }
}
