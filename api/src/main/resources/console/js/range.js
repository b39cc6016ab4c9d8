/**
 * The range of time of a chart. Pure functions.
 *
 * @typedef {{from: number, to: number, follows: boolean}} Range epoch ms, to exclusive; a range that follows ends now
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LONGEST_READINGS = 6 * HOUR;
export const SHORTEST = 30_000;
export const LONGEST = 366 * DAY;
/** How much is shown before and after what an alert is about: an anomaly is raised hours after its first odd reading. */
const BEFORE = 3 * HOUR;
const AFTER = HOUR;
/** Share of the width, so that the last reading does not stand on the edge. */
const AFTER_LAST = 0.02;

/** Ranges that end now, by the name that the address has. Milliseconds. */
export const PRESETS = new Map([
  ['15m', 15 * MINUTE], ['1h', HOUR], ['6h', 6 * HOUR], ['24h', DAY],
  ['7d', 7 * DAY], ['30d', 30 * DAY], ['90d', 90 * DAY], ['1y', 365 * DAY],
]);
export const DEFAULT_PRESET = '6h';

/**
 * @param {URLSearchParams} query of the address: range=6h, or range=5400s, which follow now, or from and to in epoch ms
 * @param {number} now epoch ms
 * @param {number|null} [newest] time of the newest reading: without a range in the address, the default one shows it
 * @returns {Range & {preset: string|null}}
 */
export function fromQuery(query, now, newest = null) {
  const from = wholeNumber(query.get('from'));
  const to = wholeNumber(query.get('to'));
  if (from !== null && to !== null && to > from) return { ...clamp(from, to, now), preset: null };
  const seconds = secondsOf(query.get('range'));
  if (seconds !== null) return { ...clamp(now - 1000 * seconds, now, now), follows: true, preset: null };
  const asked = PRESETS.has(query.get('range'));
  const preset = asked ? query.get('range') : DEFAULT_PRESET;
  if (!asked && newest !== null && newest <= now - PRESETS.get(preset)) return { ...endingAt(newest, PRESETS.get(preset), now), preset: null };
  return { from: now - PRESETS.get(preset), to: now, follows: true, preset };
}

/** @param {URLSearchParams} query @returns {number|null} epoch ms: the last reading until then is asked for, such as that before a silence */
export function untilOf(query) {
  return wholeNumber(query.get('until'));
}

/** @param {URLSearchParams} query @returns {number|null} epoch ms: what ended then is asked for, from before it began */
export function endedOf(query) {
  return wholeNumber(query.get('ended'));
}

/**
 * What happened, with what was before and after it.
 * @param {number} from epoch ms @param {number} to epoch ms @returns {{from: number, to: number}} at least as long as single readings are shown
 */
export function around(from, to) {
  return { from: from - BEFORE, to: Math.max(to + AFTER, from - BEFORE + LONGEST_READINGS) };
}

/** @param {number|null} began epoch ms, null if it is not known @param {number} ended epoch ms @param {number} now epoch ms @returns {Range} */
export function untilEnd(began, ended, now) {
  const { from, to } = around(began ?? ended - DAY + BEFORE, ended);
  return clamp(from, to, now);
}

/** @param {number} last reading, epoch ms @param {number} width ms @param {number} now epoch ms @returns {Range} with the reading near its end */
export function endingAt(last, width, now) {
  const end = last + width * AFTER_LAST;
  return clamp(end - width, end, now);
}

/** @param {Range & {preset: string|null}} range @returns {Record<string, string>} what the address has of it */
export function toQuery(range) {
  if (range.preset) return { range: range.preset };
  return range.follows ? { range: `${Math.round((range.to - range.from) / 1000)}s` } : { from: String(Math.round(range.from)), to: String(Math.round(range.to)) };
}

/** @param {Range} range @returns {boolean} whether single readings are shown, not hours */
export function showsReadings(range) {
  return range.to - range.from <= LONGEST_READINGS;
}

/** @param {Range} range @param {number} by widths: -0.5 is half a width back @param {number} now epoch ms @returns {Range} */
export function pan(range, by, now) {
  const shift = (range.to - range.from) * by;
  return clamp(range.from + shift, range.to + shift, now);
}

/** @param {Range} range @param {number} factor of the width: 0.5 shows half as much @param {number} now epoch ms @returns {Range} */
export function zoom(range, factor, now) {
  const width = Math.round(Math.min(LONGEST, Math.max(SHORTEST, (range.to - range.from) * factor)));
  if (range.follows) return { from: range.to - width, to: range.to, follows: true };
  const middle = (range.from + range.to) / 2;
  return clamp(middle - width / 2, middle + width / 2, now);
}

/** A range that was drawn or asked for: not too short, not too long, not beyond now, and of whole ms, as the marks of the axis need. */
export function clamp(from, to, now) {
  const width = Math.round(Math.min(LONGEST, Math.max(SHORTEST, to - from)));
  const end = Math.round(Math.min(to, now));
  return { from: end - width, to: end, follows: false };
}

function secondsOf(text) {
  return text !== null && /^\d{1,9}s$/.test(text) ? Number(text.slice(0, -1)) : null;
}

function wholeNumber(text) {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
