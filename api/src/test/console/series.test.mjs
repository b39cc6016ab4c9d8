import assert from 'node:assert/strict';
import test from 'node:test';
import { HOUR, cluster, coarser, drawnText, gapThreshold, hourColumns, insertionIndex, isolated, middle, splitAtGaps, stepFor, withReading } from '../../main/resources/console/js/series.js';

const hour = (n, values, closed = true) => ({
  start: n * HOUR, end: (n + 1) * HOUR, count: values.length, sum: sum(values), mean: sum(values) / values.length,
  min: Math.min(...values), max: Math.max(...values), closed,
});
const sum = (values) => values.reduce((a, b) => a + b, 0);

test('a line does not cross a gap', () => {
  assert.deepEqual(splitAtGaps([0, 10, 20, 100, 110], [[1, 2, 3, 4, 5]], 50), { times: [0, 10, 20, 60, 100, 110], columns: [[1, 2, 3, null, 4, 5]] });
  assert.deepEqual(splitAtGaps([], [[]], 50), { times: [], columns: [[]] });
});

test('a gap is longer than is usual, and than the interval of the sensor', () => {
  const times = [0, 10_000, 20_000, 30_000, 500_000];
  assert.equal(gapThreshold(times, null), 50_000);
  assert.equal(gapThreshold(times, 120_000), 180_000);
  assert.equal(gapThreshold([], null), 2000);
});

test('hours that are missing are a gap, and hours stand in their middle', () => {
  const { times, columns } = hourColumns([hour(0, [1, 3]), hour(1, [2]), hour(4, [5, 7])]);
  assert.deepEqual(times, [0.5 * HOUR, 1.5 * HOUR, 3 * HOUR, 4.5 * HOUR]);
  assert.deepEqual(columns, [[2, 2, null, 6], [1, 2, null, 5], [3, 2, null, 7]]);
});

test('the last hour ends at the newest reading', () => {
  const newest = 1.1 * HOUR;
  assert.deepEqual(hourColumns([hour(0, [1]), hour(1, [2], false)], HOUR, newest).times, [0.5 * HOUR, 1.05 * HOUR]);
  assert.equal(middle(hour(3, [1]), newest), 3.5 * HOUR);
});

test('hours put together have mean, minimum and maximum of all their readings', () => {
  const days = coarser([hour(22, [1, 2, 3]), hour(23, [10]), hour(24, [5], false)], 24 * HOUR, () => 0);
  assert.deepEqual(days.map(({ start, count, mean, min, max, closed }) => ({ start, count, mean, min, max, closed })), [
    { start: 0, count: 4, mean: 4, min: 1, max: 10, closed: true }, { start: 24 * HOUR, count: 1, mean: 5, min: 5, max: 5, closed: false },
  ]);
});

test('a day is one of the reader', () => {
  const days = coarser([hour(22, [1]), hour(23, [2])], 24 * HOUR, () => HOUR);
  assert.deepEqual(days.map((day) => day.start), [-HOUR, 23 * HOUR]);
});

test('a long range has longer steps', () => {
  assert.deepEqual([7, 42, 90, 365].map((days) => stepFor(days * 24 * HOUR) / HOUR), [1, 1, 6, 24]);
});

test('a chart says what it draws', () => {
  assert.deepEqual([0, HOUR, 6 * HOUR, 24 * HOUR].map(drawnText), [
    'Each reading', 'Hourly mean with minimum and maximum', 'Mean of 6 hours with minimum and maximum', 'Daily mean with minimum and maximum']);
});

test('a live reading counts in its hour', () => {
  const [, open] = withReading([hour(0, [1]), hour(1, [2, 4], false)], 1.5 * HOUR, 9);
  assert.deepEqual([open.count, open.mean, open.min, open.max], [3, 5, 2, 9]);
});

test('a live reading starts an hour, in its place', () => {
  const hours = withReading([hour(0, [1]), hour(2, [2])], 1.5 * HOUR, 9);
  assert.deepEqual(hours.map((one) => one.start / HOUR), [0, 1, 2]);
  assert.equal(withReading([], 0, 3)[0].mean, 3);
});

test('a closed hour takes no reading', () => {
  const hours = [hour(0, [1])];
  assert.equal(withReading(hours, 10, 9), hours);
});

test('points without neighbours are found', () => {
  assert.deepEqual(isolated([1, null, 2, 3, null, 4]), [0, 5]);
  assert.deepEqual(isolated([]), []);
});

test('marks that would overlap become one', () => {
  assert.deepEqual(cluster([0, 4, 20, 21, 40], (x) => x, 10), [{ x: 0, marks: [0, 4] }, { x: 20, marks: [20, 21] }, { x: 40, marks: [40] }]);
});

test('a time finds its place, after equal ones', () => {
  assert.deepEqual([-1, 0, 5, 10, 99].map((time) => insertionIndex([0, 5, 10], time)), [0, 1, 2, 3, 3]);
});
