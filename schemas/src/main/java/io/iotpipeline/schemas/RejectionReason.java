package io.iotpipeline.schemas;

/**
 * Why a record is in quarantine: the values of {@code reason} in {@link RejectedEvent}. The order
 * is that of the checks; the first reason that applies is used. Names are API: they may be added,
 * but not removed or renamed.
 */
public enum RejectionReason {
  TOO_LARGE("Key, value and headers of the record together have more than max.record.bytes."),
  MISSING_VALUE("The record has no value (a tombstone)."),
  UNREADABLE("A gateway could not read what a device sent."),
  UNDECODABLE("The value is not Avro in the wire format, or is not a SensorEvent."),
  UNKNOWN_SCHEMA("The registry has no schema with the id that is in the value."),
  MISSING_SENSOR_ID("sensor_id is empty or blank."),
  KEY_MISMATCH("The record's key is not its sensor_id in UTF-8."),
  INVALID_EVENT_ID("event_id is not a UUID of 36 characters."),
  NO_MEASUREMENT("measurements is empty."),
  TOO_MANY_METRICS("The event has more metrics than max.metrics."),
  MISSING_METRIC_NAME("A metric's name is empty or blank."),
  NAME_TOO_LONG("sensor_id or a metric's name is longer than 256 characters."),
  UNKNOWN_METRIC("The metric catalogue does not list the metric and rejects it."),
  NOT_FINITE("A measurement is NaN or infinite."),
  SENTINEL("A measurement is a value that the device sends when it has no reading."),
  OUT_OF_RANGE("A measurement is outside its metric's plausible range."),
  EVENT_TIME_TOO_OLD("event_time is before event.time.floor."),
  EVENT_TIME_IN_FUTURE("event_time is more than event.time.max.skew.ms ahead of the wall clock."),
  LATE("The hour of event_time is closed for its sensor."),
  TOO_MANY_NEW_METRICS("The sensor would have more metrics in 30 days than max.metrics."),
  DUPLICATE("The sensor has already sent this event_id in the same hour."),
  SUM_OVERFLOW("The sum of a metric in its hour would exceed the range of a double."),
  SKIPPED("An operator has moved the streams app past the record.");

  private final String description;

  RejectionReason(String description) {
    this.description = description;
  }

  /** One sentence that explains the reason. */
  public String description() {
    return description;
  }
}
