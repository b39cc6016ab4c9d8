import assert from 'node:assert/strict';
import test from 'node:test';
import { ago, axisTimes, bytes, compact, duration, localTime, number, plural, rate, reading, readings, timeSpan, utcTime, withLocalTimes, words } from '../../main/resources/console/js/format.js';

test('counts have at most five characters', () => {
  assert.deepEqual([0, 7, 999, 1000, 12_345, 99_949, 99_950, 999_949, 999_950, 1_234_567, 2e9].map(compact),
    ['0', '7', '999', '1k', '12.3k', '99.9k', '100k', '1000k', '1M', '1.2M', '2G']);
});

test('a rate of nothing is idle, and a small one is not zero', () => {
  assert.deepEqual([0, Number.NaN, 0.001, 0.43, 3.14, 6200].map(rate), ['idle', 'idle', '<0.01/s', '0.43/s', '3.1/s', '6.2k/s']);
});

test('readings have four significant figures and their unit', () => {
  assert.equal(reading(21.456789, '°C'), '21.46\u00a0°C');
  assert.equal(reading(1013.25, 'hPa'), '1,013\u00a0hPa');
  assert.equal(reading(null, '°C'), '–');
  assert.equal(reading('NaN', ''), '–');
  assert.equal(number(0.012345), '0.012');
  assert.equal(number(0), '0');
  assert.equal(number(1.5e308), '1.50e+308');
  assert.equal(number(1e-9), '1.00e-9');
});

test('readings below each other have the same decimals', () => {
  assert.deepEqual(readings([23.77, 22, 23.2, null], '°C'), ['23.77\u00a0°C', '22.00\u00a0°C', '23.20\u00a0°C', '–']);
  assert.deepEqual(readings([1, 2]), ['1', '2']);
  assert.deepEqual(readings([1.5, 1e12]), ['1.5', '1.00e+12']);
  assert.deepEqual(readings([]), []);
});

test('a length of time has one unit', () => {
  assert.deepEqual([0, 1500, 45_000, 119_000, 120_000, 7_199_000, 7_200_000, 172_800_000, 8e10].map((ms) => duration(ms).replace('\u00a0', ' ')),
    ['0 s', '1.5 s', '45 s', '119 s', '2 min', '120 min', '2 h', '2 d', '3 y']);
});

test('times ago are whole seconds, and clocks that are ahead are reported', () => {
  assert.deepEqual([0, 1999, 5400, 300_000].map((ms) => ago(1e12 - ms, 1e12).replace('\u00a0', ' ')), ['now', 'now', '5 s ago', '5 min ago']);
  assert.equal(ago(1e12 + 60_000, 1e12), 'in 60\u00a0s');
});

test('a time that no date has is no text', () => {
  assert.equal(utcTime(Number.NaN), '');
  assert.equal(utcTime(9e15), '');
  assert.equal(utcTime(0), '1970-01-01T00:00:00.000Z');
});

test('times within a text are local, and say what the text has', () => {
  const [event, wall] = ['2026-11-28T04:50:00Z', '2025-11-28T02:23:39.658Z'];
  const now = Date.parse('2026-11-28T05:00:00Z');
  assert.deepEqual(withLocalTimes(`event_time ${event} is ahead of the wall clock ${wall}`, now), [
    { text: 'event_time ', utc: null }, { text: localTime(Date.parse(event), now), utc: event },
    { text: ' is ahead of the wall clock ', utc: null }, { text: localTime(Date.parse(wall), now), utc: wall },
  ]);
  assert.deepEqual(withLocalTimes(`floor=${wall}`, now).map(({ utc }) => utc), [null, wall]);
  assert.deepEqual(withLocalTimes('', now), []);
});

test('what a device sent, and what is no time, stays as it is', () => {
  for (const text of ['time "2026-11-28T04:50:00Z" has no unit', '"at 2026-11-28T04:50:00Z, or so"', '+12026-11-28T04:50:00Z', '2026-13-28T04:50:00Z', '2026-11-28T04:50:00']) {
    assert.deepEqual(withLocalTimes(text), [{ text, utc: null }]);
  }
});

test('an hour is written from its beginning to its end', () => {
  const time = (text) => new Date(text).getTime();
  const now = time('2026-11-27T15:00');
  assert.equal(timeSpan(time('2026-11-27T14:00'), time('2026-11-27T15:00'), now), '27 Nov, 14:00 – 15:00');
  assert.equal(timeSpan(time('2026-11-26T18:00'), time('2026-11-27T00:00'), now), '26 Nov, 18:00 – 00:00');
  assert.equal(timeSpan(time('2025-11-26T00:00'), time('2025-11-27T00:00'), now), '26 Nov 2025');
});

test('the marks of an axis have the date where it changes', () => {
  const marks = ['2026-11-26T22:00', '2026-11-26T23:00', '2026-11-27T00:00', '2026-11-27T01:00'].map((text) => new Date(text).getTime());
  assert.deepEqual(axisTimes(marks, 3_600_000), ['22:00\n26 Nov', '23:00', '00:00\n27 Nov', '01:00']);
});

test('words for people', () => {
  assert.equal(words('NEVER_HEARD'), 'Never heard');
  assert.equal(plural(1, 'alert'), '1\u00a0alert');
  assert.equal(plural(2, 'alert'), '2\u00a0alerts');
  assert.deepEqual([812, 3481, 1.5 * 1024 * 1024].map(bytes), ['812\u00a0B', '3.4\u00a0KiB', '1.5\u00a0MiB']);
});
