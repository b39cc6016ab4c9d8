/** Sensors that send old readings: an upload of what was collected, or a clock that is wrong. Pure functions. */

const LEAST = 600_000;

/**
 * @param {{last_heard: string|null, newest_reading: string|null, expected_interval_s: number|null}} sensor of the API
 * @returns {boolean} whether its newest reading was old when it came: by ten minutes, and by more than two of its intervals
 */
export function sendsOldReadings({ last_heard: heard, newest_reading: newest, expected_interval_s: interval }) {
  if (heard === null || newest === null) return false;
  return Date.parse(heard) - Date.parse(newest) > Math.max(LEAST, 2000 * (interval ?? 0));
}
