/**
 * Readings and hours as the columns that a chart draws. Times are epoch ms, values in the metric's unit. Pure functions.
 *
 * @typedef {{start: number, end: number, count: number, sum: number, mean: number, min: number, max: number, closed: boolean}} Hour
 */

export const HOUR = 3_600_000;

/**
 * Longest distance of two readings that a line may cross: five times the usual one, and more than the sensor's interval.
 * @param {number[]} times ascending
 * @param {number|null} intervalMs longest time between two events that is usual for the sensor
 * @returns {number} ms
 */
export function gapThreshold(times, intervalMs) {
  const usual = median(times.slice(1).map((time, i) => time - times[i]));
  return Math.max(5 * usual, 1.5 * (intervalMs ?? 0), 2000);
}

/**
 * Puts an empty row into each gap, so that no line crosses it.
 * @param {number[]} times ascending
 * @param {(number|null)[][]} columns as long as times
 * @param {number} threshold ms
 * @returns {{times: number[], columns: (number|null)[][]}}
 */
export function splitAtGaps(times, columns, threshold) {
  const split = { times: [], columns: columns.map(() => []) };
  times.forEach((time, i) => {
    if (i > 0 && time - times[i - 1] > threshold) {
      split.times.push((time + times[i - 1]) / 2);
      split.columns.forEach((column) => column.push(null));
    }
    split.times.push(time);
    split.columns.forEach((column, c) => column.push(columns[c][i]));
  });
  return split;
}

/**
 * @param {Hour[]} hours ascending; hours, or longer ones that {@link coarser} made
 * @param {number} length ms of each
 * @param {number} newest time of the newest reading, where the last hour ends
 * @returns {{times: number[], columns: number[][]}} middle of the hour; mean, min, max
 */
export function hourColumns(hours, length = HOUR, newest = Infinity) {
  const times = hours.map((hour) => middle(hour, newest));
  const columns = ['mean', 'min', 'max'].map((field) => hours.map((hour) => hour[field]));
  return splitAtGaps(times, columns, 1.5 * length);
}

/** @param {Hour} hour @param {number} newest as above @returns {number} where the hour stands in the chart */
export function middle({ start, end }, newest) {
  return (start + (newest > start ? Math.min(end, newest) : end)) / 2;
}

/** @param {number} span ms of a chart @returns {number} ms: hours, quarters of a day or days, so that a line stays a line */
export function stepFor(span) {
  if (span <= 42 * 24 * HOUR) return HOUR;
  return span <= 180 * 24 * HOUR ? 6 * HOUR : 24 * HOUR;
}

/** @param {number} step ms, 0 for single readings @returns {string} what a chart draws */
export function drawnText(step) {
  if (step === 0) return 'Each reading';
  const mean = step === HOUR ? 'Hourly mean' : step === 24 * HOUR ? 'Daily mean' : `Mean of ${step / HOUR} hours`;
  return `${mean} with minimum and maximum`;
}

/**
 * Hours put together. Mean, minimum and maximum are those of all readings.
 * @param {Hour[]} hours ascending
 * @param {number} length ms of what comes out
 * @param {(time: number) => number} offset ms of the local zone from UTC, so that a day is one of the reader's
 * @returns {Hour[]}
 */
export function coarser(hours, length, offset) {
  if (length === HOUR) return hours;
  const steps = [];
  for (const hour of hours) {
    const shift = offset(hour.start);
    const start = Math.floor((hour.start + shift) / length) * length - shift;
    const last = steps.at(-1);
    if (last === undefined || last.start !== start) steps.push({ ...hour, start, end: start + length });
    else steps[steps.length - 1] = together(last, hour);
  }
  return steps;
}

/**
 * Rows without a neighbour: no line reaches them, so they are drawn as points.
 * @param {(number|null)[]} values
 * @returns {number[]} indices
 */
export function isolated(values) {
  const alone = [];
  values.forEach((value, i) => {
    if (value != null && values[i - 1] == null && values[i + 1] == null) alone.push(i);
  });
  return alone;
}

/**
 * The hours with one more reading: what the streams app will write later.
 * @param {Hour[]} hours ascending
 * @param {number} time of the reading
 * @param {number} value
 * @returns {Hour[]} a new array; the same one if the reading's hour is closed
 */
export function withReading(hours, time, value) {
  const start = Math.floor(time / HOUR) * HOUR;
  const at = hours.findIndex((hour) => hour.start >= start);
  const hour = at >= 0 && hours[at].start === start ? hours[at] : null;
  if (hour?.closed) return hours;
  if (hour === null) return insertAt(hours, at < 0 ? hours.length : at, 0, firstOf(start, value));
  const count = hour.count + 1;
  const sum = hour.sum + value;
  return insertAt(hours, at, 1, {
    ...hour, count, sum, mean: sum / count, min: Math.min(hour.min, value), max: Math.max(hour.max, value),
  });
}

/**
 * Marks that would overlap become one.
 * @template T
 * @param {T[]} marks ascending by position
 * @param {(mark: T) => number} position px
 * @param {number} distance px
 * @returns {{x: number, marks: T[]}[]}
 */
export function cluster(marks, position, distance) {
  const clusters = [];
  for (const mark of marks) {
    const x = position(mark);
    const last = clusters.at(-1);
    if (last && x - last.x < distance) last.marks.push(mark);
    else clusters.push({ x, marks: [mark] });
  }
  return clusters;
}

/**
 * @param {number[]} times ascending
 * @param {number} time
 * @returns {number} index at which time keeps the order, after equal ones
 */
export function insertionIndex(times, time) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function together(a, b) {
  const count = a.count + b.count;
  const sum = a.sum + b.sum;
  return { ...a, count, sum, mean: sum / count, min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), closed: a.closed && b.closed };
}

function firstOf(start, value) {
  return { start, end: start + HOUR, count: 1, sum: value, mean: value, min: value, max: value, closed: false };
}

function insertAt(list, index, replaced, element) {
  return [...list.slice(0, index), element, ...list.slice(index + replaced)];
}

function median(numbers) {
  if (numbers.length === 0) return 0;
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
}
