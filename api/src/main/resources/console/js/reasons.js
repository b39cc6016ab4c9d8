/** Why records are rejected, and what helps: the table of docs/quarantine.md. A test compares the two. */

import { bytes, duration } from './format.js';

/** @type {Record<string, {meaning: string, remedy: string, replay: boolean}>} replay: whether sending again can help */
export const REASONS = {
  TOO_LARGE: {
    meaning: 'The record is too large: key, value and headers together have more than max.record.bytes, by default 64 KiB.',
    remedy: 'Split the event. If the device cannot, raise max.record.bytes (64 KiB by default), restart the app and replay.',
    replay: true,
  },
  MISSING_VALUE: {
    meaning: 'The record is empty: it has no value (a tombstone).',
    remedy: 'Find the sender of tombstones to this topic. No event is lost: sensor events are not deleted by key.',
    replay: false,
  },
  UNREADABLE: {
    meaning: 'A gateway could not read what a device sent.',
    remedy: 'Read detail: it is what the gateway found. Correct the device, and let it send again; what it sent is the value, and the headers have from whom it came. A replay does not help, so replay skips these records.',
    replay: false,
  },
  UNDECODABLE: {
    meaning: 'The value is not a sensor event: it is not Avro in the wire format, or is not a SensorEvent.',
    remedy: 'Correct the sender. It must write the byte 0, the schema id in 4 bytes, then Avro binary.',
    replay: true,
  },
  UNKNOWN_SCHEMA: {
    meaning: 'The value has a schema that the registry does not know: none has the id that is in the value.',
    remedy: 'Register the schema, wait 5 seconds, then replay.',
    replay: true,
  },
  MISSING_SENSOR_ID: {
    meaning: 'The event does not say which sensor it is from: sensor_id is empty or blank.',
    remedy: 'Configure the device. The field cannot be null in Avro, so a missing id is blank.',
    replay: true,
  },
  KEY_MISMATCH: {
    meaning: 'The record\'s key is not the id of the sensor that the event is from: sensor_id in UTF-8.',
    remedy: 'Correct the sender. The key decides the partition, and the state of the sensor is in that partition. This reason includes a missing key.',
    replay: true,
  },
  INVALID_EVENT_ID: {
    meaning: 'The event has no valid id of its own: event_id is not a UUID of 36 characters.',
    remedy: 'Correct the sender. Without a unique id, an event that is sent twice would be counted twice.',
    replay: true,
  },
  NO_MEASUREMENT: {
    meaning: 'The event has no reading: measurements is empty.',
    remedy: 'Correct the sender, or ignore these records if the device sends them as heartbeats.',
    replay: true,
  },
  TOO_MANY_METRICS: {
    meaning: 'The event has too many metrics: more than max.metrics, by default 256.',
    remedy: 'Send the metrics of several sensors with several sensor ids, or raise max.metrics (256 by default, at most 1,000), restart the app and replay.',
    replay: true,
  },
  MISSING_METRIC_NAME: {
    meaning: 'A reading does not say what was measured: the metric\'s name is empty or blank.',
    remedy: 'Correct the sender.',
    replay: true,
  },
  NAME_TOO_LONG: {
    meaning: 'The id of the sensor or the name of a metric is longer than 256 characters.',
    remedy: 'Correct the sender.',
    replay: true,
  },
  UNKNOWN_METRIC: {
    meaning: 'A metric is not accepted: the metric catalogue does not list it and rejects it.',
    remedy: 'If the metric is correct, list it in the catalogue, restart the app and replay.',
    replay: true,
  },
  NOT_FINITE: {
    meaning: 'A reading is not a finite number: it is NaN or infinite.',
    remedy: 'Correct the sender. It must omit metrics that it has not measured.',
    replay: true,
  },
  SENTINEL: {
    meaning: 'A reading is a value that the device sends when it has none, such as -999.',
    remedy: 'Check the sensor: it is disconnected or broken. If the value is a reading, remove it from sentinels, restart the app and replay.',
    replay: true,
  },
  OUT_OF_RANGE: {
    meaning: 'A reading is not plausible: it is outside the range of its metric in the metric catalogue.',
    remedy: 'Compare the reading with the unit in the catalogue. If the reading is correct, change min or max, restart the app and replay.',
    replay: true,
  },
  EVENT_TIME_TOO_OLD: {
    meaning: 'The event time is too long ago: before event.time.floor, by default the year 2000.',
    remedy: 'Set the clock of the device. A device that starts in 1970 has no clock. If it is a file, its times may be in another unit: set --time-format.',
    replay: true,
  },
  EVENT_TIME_IN_FUTURE: {
    meaning: 'The event time is too far ahead of the clock: by more than event.time.max.skew.ms, by default 5 minutes.',
    remedy: 'Set the clock of the device; a replay is accepted once the event time is in the past. Or the times of a file are in another time zone: send it again with --time-zone, best into an empty pipeline, because the readings that were accepted stay at the wrong times. Do not replay these records, because they keep the wrong time.',
    replay: true,
  },
  LATE: {
    meaning: 'The event came too late: the hour of its event time is closed for its sensor, by default 24 hours after it ended.',
    remedy: 'A replay is late again. If devices upload later than this, set a longer window.grace.ms. A file that is loaded again with other times is late too: load it into an empty pipeline.',
    replay: false,
  },
  TOO_MANY_NEW_METRICS: {
    meaning: 'The sensor would have too many metrics in 30 days: more than max.metrics, by default 256.',
    remedy: 'If the sender generates new metric names all the time (with a counter or a time in the name), correct it. Otherwise as for TOO_MANY_METRICS. A metric that is not sent for 30 days does not count.',
    replay: true,
  },
  DUPLICATE: {
    meaning: 'The event came twice: the sensor has already sent this event_id in the same hour.',
    remedy: 'Nothing. The first event is counted.',
    replay: false,
  },
  SUM_OVERFLOW: {
    meaning: 'The readings are too large to be added: the sum of a metric in its hour would exceed the range of a double.',
    remedy: 'Check the sensor: readings near 1.8e308 are hardly measured. A limit in the metric catalogue rejects them as OUT_OF_RANGE.',
    replay: true,
  },
  SKIPPED: {
    meaning: 'An operator has moved the streams app past the record.',
    remedy: 'The record was not processed before ./pipeline quarantine skip. Replay it.',
    replay: true,
  },
};

/** @param {string} reason @returns {boolean} whether sending its records again can help; a reason that is not known here may be new */
export function canReplay(reason) {
  return REASONS[reason]?.replay ?? true;
}

/**
 * @param {{reason: string, detail: string}} item
 * @returns {string} the detail without the reason, which stands beside it, and with times and sizes of settings in words
 */
export function detailOf({ reason, detail }) {
  const prefix = `${reason}: `;
  return (detail.startsWith(prefix) ? detail.slice(prefix.length) : detail)
    .replace(/\b[a-z.]{1,40}\.(ms|bytes)=(\d{1,15})\b/g, (setting, unit, value) => `${setting} (${unit === 'ms' ? duration(Number(value)) : bytes(Number(value))})`);
}
