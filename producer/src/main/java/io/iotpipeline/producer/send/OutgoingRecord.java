package io.iotpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * A record to send: its key, its value (an event or arbitrary bytes), and its due time in
 * nanoseconds since the start of the run.
 */
public final class OutgoingRecord {

  private final long dueNanos;
  private final String key;
  private final SensorEvent event;
  private final byte[] bytes;
  private final RejectionReason expectedRejection;

  private OutgoingRecord(
      long dueNanos,
      String key,
      SensorEvent event,
      byte[] bytes,
      RejectionReason expectedRejection) {
    this.dueNanos = dueNanos;
    this.key = key;
    this.event = event;
    this.bytes = bytes;
    this.expectedRejection = expectedRejection;
  }

  /** Creates a valid record: an event with its sensor id as the key. */
  public static OutgoingRecord event(long dueNanos, SensorEvent event) {
    return new OutgoingRecord(dueNanos, event.getSensorId(), event, null, null);
  }

  /** Creates a record whose event is invalid, or does not match its key. */
  public static OutgoingRecord invalid(
      RejectionReason expected, long dueNanos, String key, SensorEvent event) {
    return new OutgoingRecord(dueNanos, key, event, null, expected);
  }

  /**
   * Creates a record whose value is not an event.
   *
   * @param bytes null for a tombstone
   */
  public static OutgoingRecord invalid(
      RejectionReason expected, long dueNanos, String key, byte[] bytes) {
    return new OutgoingRecord(dueNanos, key, null, bytes, expected);
  }

  public long dueNanos() {
    return dueNanos;
  }

  public byte[] key() {
    return key.getBytes(UTF_8);
  }

  /** Returns the serialized value. */
  public byte[] value(Function<SensorEvent, byte[]> serializer) {
    return event == null ? bytes : serializer.apply(event);
  }

  /** The reason for which the pipeline should reject the record; empty for a valid record. */
  public Optional<RejectionReason> expectedRejection() {
    return Optional.ofNullable(expectedRejection);
  }

  /** The event; empty if the value is not an event. */
  public Optional<SensorEvent> event() {
    return Optional.ofNullable(event);
  }

  /** Whether the key is not that of the event. */
  public boolean hasForeignKey() {
    return event != null && !event.getSensorId().equals(key);
  }

  /** The sensor id for error messages. */
  public String sensorId() {
    return event == null ? key : event.getSensorId();
  }

  /** The event id for error messages; an empty text if the value is not an event. */
  public String eventId() {
    return event == null ? "" : event.getEventId();
  }
}
