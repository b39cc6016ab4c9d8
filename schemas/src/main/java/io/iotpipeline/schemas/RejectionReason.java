package io.iotpipeline.schemas;

/**
 * Why a record is in quarantine: the text of {@link RejectedEvent}'s {@code reason}. Names are only
 * ever added. In the order in which they are looked for, the first that applies is the reason.
 */
public enum RejectionReason {
  /** The record has no value (a tombstone). */
  MISSING_VALUE,
  /** The value is no Avro of our wire format, or not that of a SensorEvent. */
  UNDECODABLE,
  /** The registry has no schema of the id that the value names. */
  UNKNOWN_SCHEMA,
  /** sensor_id is empty or blank. */
  MISSING_SENSOR_ID,
  /** The record's key is not its sensor_id in UTF-8. */
  KEY_MISMATCH,
  /** event_id is not a UUID of 36 characters. */
  INVALID_EVENT_ID,
  /** measurements is empty. */
  NO_MEASUREMENT,
  /** A metric's name is empty or blank. */
  MISSING_METRIC_NAME,
  /** sensor_id or a metric's name is longer than 256 characters. */
  NAME_TOO_LONG,
  /** A measurement is NaN or infinite. */
  NOT_FINITE,
  /** event_time is before the configured floor. */
  EVENT_TIME_TOO_OLD,
  /** event_time is further ahead of the wall clock than the configured skew. */
  EVENT_TIME_IN_FUTURE,
  /** The hour of event_time is closed for its sensor. */
  LATE,
  /** The sensor has sent this event_id before. */
  DUPLICATE
}
