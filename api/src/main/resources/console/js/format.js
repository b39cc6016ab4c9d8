/** Text for people: numbers, durations, times, sizes. Pure functions. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A text in quotation marks, or a time. */
const QUOTED_OR_UTC = /"[^"]*"|(?<![\w.:+-])(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z)(?!\w)/g;
const INTEGER = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const WITH_YEAR = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

/** @param {number} n whole number @returns {string} such as "12,345" */
export function integer(n) {
  return INTEGER.format(n);
}

/**
 * A count in at most five characters.
 * @param {number} n
 * @returns {string} such as "999", "12.3k", "4.6M"
 */
export function compact(n) {
  const size = Math.abs(n);
  if (size < 1000) return trim(n, size < 10 && !Number.isInteger(n) ? 1 : 0);
  if (size < 999_950) return `${trim(n / 1e3, size < 99_950 ? 1 : 0)}k`;
  if (size < 999_950_000) return `${trim(n / 1e6, size < 99_950_000 ? 1 : 0)}M`;
  return `${trim(n / 1e9, 1)}G`;
}

/** @param {number} perSecond @returns {string} such as "0.02/s", "6.2k/s"; "idle" for none */
export function rate(perSecond) {
  if (!Number.isFinite(perSecond) || perSecond === 0) return 'idle';
  if (perSecond < 0.01) return '<0.01/s';
  return `${perSecond < 1 ? trim(perSecond, 2) : compact(perSecond)}/s`;
}

/**
 * A reading, with four significant figures after which only noise comes.
 * @param {number|null|undefined} value
 * @param {string} [unit]
 * @returns {string} such as "21.5 °C", "1,013 hPa"; "–" for none
 */
export function reading(value, unit = '') {
  if (value == null || !Number.isFinite(value)) return '–';
  return unit ? `${number(value)}\u00a0${unit}` : number(value);
}

/** @param {number} value @returns {string} four significant figures, or all of a larger whole part */
export function number(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 1e-3)) return value.toExponential(2);
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  return value.toLocaleString('en', { maximumFractionDigits: Math.max(0, 4 - Math.max(1, whole)) });
}

/**
 * Readings that stand below each other.
 * @param {(number|null)[]} values @param {string} [unit]
 * @returns {string[]} with as many decimals as one of them needs
 */
export function readings(values, unit = '') {
  const texts = values.map((value) => reading(value, unit));
  if (texts.some((text) => text.includes('e+') || text.includes('e-'))) return texts;
  const digits = Math.max(0, ...values.filter(Number.isFinite).map((value) => number(value).split('.')[1]?.length ?? 0));
  const fixed = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return values.map((value, i) => (Number.isFinite(value) ? `${fixed.format(value)}${unit && `\u00a0${unit}`}` : texts[i]));
}

/**
 * @param {number} ms length of time
 * @returns {string} one unit, such as "45 s", "12 min", "3 h", "9 d", "2 y"
 */
export function duration(ms) {
  const size = Math.max(0, ms);
  if (size < 10 * SECOND) return `${trim(size / SECOND, size % SECOND === 0 ? 0 : 1)}\u00a0s`;
  if (size < 2 * MINUTE) return `${Math.round(size / SECOND)}\u00a0s`;
  if (size < 2 * HOUR) return `${Math.round(size / MINUTE)}\u00a0min`;
  if (size < 2 * DAY) return `${Math.round(size / HOUR)}\u00a0h`;
  if (size < 730 * DAY) return `${Math.round(size / DAY)}\u00a0d`;
  return `${Math.round(size / (365 * DAY))}\u00a0y`;
}

/** @param {number} then epoch ms @param {number} now epoch ms @returns {string} such as "12 s ago", "in 3 min" */
export function ago(then, now) {
  const ms = now - then;
  if (ms < -2 * SECOND) return `in ${wholeSeconds(-ms)}`;
  return ms < 2 * SECOND ? 'now' : `${wholeSeconds(ms)} ago`;
}

/** @param {number} ms epoch @param {number} [now] epoch ms @returns {string} local time; with the year if it is another */
export function localTime(ms, now = Date.now()) {
  const date = new Date(ms);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? DATE_TIME : WITH_YEAR).format(date);
}

/**
 * @param {number} start epoch ms @param {number} end epoch ms, exclusive @param {number} [now] epoch ms
 * @returns {string} hours of a day, such as "27 Nov, 14:00 – 15:00", or a day; local time
 */
export function timeSpan(start, end, now = Date.now()) {
  const day = (new Date(start).getFullYear() === new Date(now).getFullYear() ? TICK_DAY : DATE).format(start);
  return end - start >= DAY ? day : `${day}, ${TICK_MINUTE.format(start)} – ${TICK_MINUTE.format(end)}`;
}

/** @returns {string} the zone of the local times, such as "Europe/Berlin" */
export function zone() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** @param {number} ms epoch @returns {string} such as "2026-11-27T10:00:00.000Z", or "" if no date has that time */
export function utcTime(ms) {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : '';
}

/**
 * Times in a text, such as 2026-11-27T10:00:00Z. What is in quotation marks was sent by a device, and stays as it is.
 * @param {string} text @param {number} [now] epoch ms
 * @returns {{text: string, utc: string|null}[]} the parts of the text; of a time, the local one, and in utc that of the text
 */
export function withLocalTimes(text, now = Date.now()) {
  const parts = [];
  let end = 0;
  for (const { 0: all, 1: utc, index } of text.matchAll(QUOTED_OR_UTC)) {
    if (utc === undefined || Number.isNaN(Date.parse(utc))) continue;
    parts.push({ text: text.slice(end, index), utc: null }, { text: localTime(Date.parse(utc), now), utc });
    end = index + all.length;
  }
  return [...parts, { text: text.slice(end), utc: null }].filter((part) => part.text !== '');
}

/** @param {number} n bytes @returns {string} such as "812 B", "3.4 KiB" */
export function bytes(n) {
  if (n < 1024) return `${integer(n)}\u00a0B`;
  return n < 1024 * 1024 ? `${trim(n / 1024, 1)}\u00a0KiB` : `${trim(n / 1024 / 1024, 1)}\u00a0MiB`;
}

/** @param {string} constant such as "NEVER_HEARD" @returns {string} such as "Never heard" */
export function words(constant) {
  const text = String(constant).replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {number} n @param {string} one @param {string} [many] @returns {string} such as "1 alert", "2 alerts" */
export function plural(n, one, many = `${one}s`) {
  return `${integer(n)}\u00a0${n === 1 ? one : many}`;
}

function wholeSeconds(ms) {
  return ms < 2 * MINUTE ? `${Math.round(ms / SECOND)}\u00a0s` : duration(ms);
}

function trim(n, digits) {
  return n.toLocaleString('en', { maximumFractionDigits: digits, useGrouping: false });
}

/**
 * Texts of the marks of a time axis, local time. Where the day changes, a second line has the date.
 * @param {number[]} marks epoch ms, ascending
 * @param {number} step ms between two marks
 * @returns {string[]}
 */
export function axisTimes(marks, step) {
  const unit = step < MINUTE ? TICK_SECOND : step < DAY ? TICK_MINUTE : step < 28 * DAY ? TICK_DAY : TICK_MONTH;
  let before = '';
  return marks.map((ms) => {
    const text = unit.format(ms);
    const second = step < DAY ? TICK_DAY.format(ms) : TICK_YEAR.format(ms);
    const shown = second === before ? text : `${text}\n${second}`;
    before = second;
    return shown;
  });
}

const TICK_SECOND = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const TICK_MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const TICK_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const TICK_MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short' });
const TICK_YEAR = new Intl.DateTimeFormat('en-GB', { year: 'numeric' });
