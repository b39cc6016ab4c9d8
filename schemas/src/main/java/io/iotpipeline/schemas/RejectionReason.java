package io.iotpipeline.schemas;

/**
 * Why a record is in quarantine: the values of {@code reason} in {@link RejectedEvent}. The order
 * is that of the checks; the first reason that applies is used. Names are API: they may be added,
 * but not removed or renamed.
 */
public enum RejectionReason {
  TOO_LARGE(
      "The record is too large: key, value and headers together have more than"
          + " max.record.bytes, by default 64 KiB."),
  MISSING_VALUE("The record is empty: it has no value (a tombstone)."),
  UNREADABLE("A gateway could not read what a device sent."),
  UNDECODABLE(
      "The value is not a sensor event: it is not Avro in the wire format, or is not a"
          + " SensorEvent."),
  UNKNOWN_SCHEMA(
      "The value has a schema that the registry does not know: none has the id that is in"
          + " the value."),
  MISSING_SENSOR_ID("The event does not say which sensor it is from: sensor_id is empty or blank."),
  KEY_MISMATCH(
      "The record's key is not the id of the sensor that the event is from: sensor_id in"
          + " UTF-8."),
  INVALID_EVENT_ID(
      "The event has no valid id of its own: event_id is not a UUID of 36 characters."),
  NO_MEASUREMENT("The event has no reading: measurements is empty."),
  TOO_MANY_METRICS("The event has too many metrics: more than max.metrics, by default 256."),
  MISSING_METRIC_NAME(
      "A reading does not say what was measured: the metric's name is empty or blank."),
  NAME_TOO_LONG("The id of the sensor or the name of a metric is longer than 256 characters."),
  UNKNOWN_METRIC("A metric is not accepted: the metric catalogue does not list it and rejects it."),
  NOT_FINITE("A reading is not a finite number: it is NaN or infinite."),
  SENTINEL("A reading is a value that the device sends when it has none, such as -999."),
  OUT_OF_RANGE(
      "A reading is not plausible: it is outside the range of its metric in the metric"
          + " catalogue."),
  EVENT_TIME_TOO_OLD(
      "The event time is too long ago: before event.time.floor, by default the year 2000."),
  EVENT_TIME_IN_FUTURE(
      "The event time is too far ahead of the clock: by more than event.time.max.skew.ms,"
          + " by default 5 minutes."),
  LATE(
      "The event came too late: the hour of its event time is closed for its sensor, by"
          + " default 24 hours after it ended."),
  TOO_MANY_NEW_METRICS(
      "The sensor would have too many metrics in 30 days: more than max.metrics, by default"
          + " 256."),
  DUPLICATE("The event came twice: the sensor has already sent this event_id in the same hour."),
  SUM_OVERFLOW(
      "The readings are too large to be added: the sum of a metric in its hour would exceed"
          + " the range of a double."),
  SKIPPED("An operator has moved the streams app past the record.");

  private final String description;

  RejectionReason(String description) {
    this.description = description;
  }

  /** One sentence that explains the reason to a person, with the default of a setting. */
  public String description() {
    return description;
  }
}
