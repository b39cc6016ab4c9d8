/** What the chart of a sensor shows, read from the API and kept up to date by live readings. */

import { get, sensorPath } from './api.js';
import { showsReadings } from './range.js';
import { HOUR, coarser, drawnText, gapThreshold, hourColumns, insertionIndex, middle, splitAtGaps, stepFor, withReading } from './series.js';

const PAGE = 1000;
/** How far back a last reading is looked for. */
const LOOK_BACK = 30 * 24 * HOUR;
/** At one reading a second, a range of six hours has 21,600. */
const MOST_PAGES = 25;

/** @typedef {import('./range.js').Range} Range */

/** Single readings of one metric. */
class Readings {
  hours = false;
  drawn = drawnText(0);
  #times = [];
  #values = [];
  #shown = null;

  constructor(items, metric, truncated) {
    for (const { time, measurements } of items) this.#insert(Date.parse(time), measurements[metric]);
    this.truncated = truncated;
  }

  /** A live reading; readings before `oldest` are dropped. */
  add(time, value, oldest) {
    this.#insert(time, value);
    const dropped = insertionIndex(this.#times, oldest);
    if (dropped > 100) {
      this.#shown = null;
      this.#times.splice(0, dropped);
      this.#values.splice(0, dropped);
    }
  }

  /** @param {number|null} intervalMs of the sensor, for all calls the same */
  columns(intervalMs) {
    this.#shown ??= splitAtGaps(this.#times, [this.#values], gapThreshold(this.#times, intervalMs));
    return this.#shown;
  }

  #insert(time, value) {
    if (value == null) return;
    const index = insertionIndex(this.#times, time);
    // A reading that was read and then heard again.
    if (this.#times[index - 1] === time && this.#values[index - 1] === value) return;
    this.#shown = null;
    this.#times.splice(index, 0, time);
    this.#values.splice(index, 0, value);
  }
}

/** Hours of one metric. */
class Hours {
  hours = true;
  #hours;
  #from;
  #step;
  #newest;
  #shown = null;

  constructor(items, openHours, truncated, { readAt, span, newest }) {
    this.#step = stepFor(span);
    this.drawn = drawnText(this.#step);
    this.#hours = items.map((item) => ({ ...item, start: Date.parse(item.start), end: Date.parse(item.end) }));
    this.#from = readAt;
    this.#newest = newest ?? Infinity;
    this.openHours = openHours;
    this.truncated = truncated;
  }

  add(time, value) {
    // Older ones are in the hour already.
    if (time < this.#from) return;
    this.#hours = withReading(this.#hours, time, value);
    this.#newest = Math.max(this.#newest, time);
    this.#shown = null;
  }

  columns() {
    return hourColumns(this.#steps(), this.#step, this.#newest);
  }

  /** @param {number} time where the chart has an hour, or what hours were put together to */
  at(time) {
    return this.#steps().find((hour) => middle(hour, this.#newest) === time);
  }

  #steps() {
    this.#shown ??= coarser(this.#hours, this.#step, (time) => -60_000 * new Date(time).getTimezoneOffset());
    return this.#shown;
  }
}

/**
 * @param {string} id of the sensor @param {string} metric @param {Range} range @param {number|null} newest time of the newest reading
 * @param {AbortSignal} signal
 * @returns {Promise<Readings|Hours>}
 */
export async function load(id, metric, range, newest, signal) {
  const readings = showsReadings(range);
  const readAt = Date.now();
  const from = readings ? range.from : Math.floor(range.from / HOUR) * HOUR;
  const parameters = { metric, from: new Date(from).toISOString(), to: new Date(Math.ceil(range.to)).toISOString(), limit: PAGE };
  if (readings) {
    const { items, complete } = await all(sensorPath(id, 'readings'), { ...parameters, order: 'desc' }, signal);
    return new Readings(items.reverse(), metric, !complete);
  }
  const { items, complete, last } = await all(sensorPath(id, 'hourly'), parameters, signal);
  return new Hours(items, last.open_hours, !complete, { readAt, span: range.to - range.from, newest });
}

/**
 * @param {string} id of the sensor @param {string} metric empty for any @param {number} time epoch ms @param {AbortSignal} signal
 * @returns {Promise<number|null>} time of the last reading until then; null if the 30 days before have none
 */
export async function lastUntil(id, metric, time, signal) {
  const parameters = { metric, from: new Date(time - LOOK_BACK).toISOString(), to: new Date(time + 1).toISOString(), order: 'desc', limit: 1 };
  const { items } = await get(sensorPath(id, 'readings'), parameters, { signal });
  return items.length === 0 ? null : Date.parse(items[0].time);
}

/** All pages, as far as a chart can use them. */
async function all(path, parameters, signal) {
  const items = [];
  let last = { next: null };
  for (let page = 0; page < MOST_PAGES; page++) {
    last = await get(path, { ...parameters, cursor: last.next }, { signal });
    items.push(...last.items);
    if (last.next === null) return { items, complete: true, last };
  }
  return { items, complete: false, last };
}
