import assert from 'node:assert/strict';
import test from 'node:test';
import * as range from '../../main/resources/console/js/range.js';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const HOUR = 3_600_000;
const query = (text) => range.fromQuery(new URLSearchParams(text), NOW);

test('a preset ends now and follows', () => {
  assert.deepEqual(query('range=1h'), { from: NOW - HOUR, to: NOW, follows: true, preset: '1h' });
  assert.equal(query('range=nonsense').preset, '6h');
  assert.equal(query('').preset, '6h');
});

test('from and to are taken as they are, if they are times', () => {
  const { from, to, follows, preset } = query(`from=${NOW - 2 * HOUR}&to=${NOW - HOUR}`);
  assert.deepEqual([from, to, follows, preset], [NOW - 2 * HOUR, NOW - HOUR, false, null]);
  for (const bad of ['from=1&to=x', 'from=5&to=1', 'from=-1&to=2', 'from=1e3&to=2e3', `from=${'9'.repeat(99)}&to=1`]) assert.equal(query(bad).preset, '6h');
});

test('the address gives the same range again', () => {
  for (const text of ['range=7d', 'range=5400s', `from=${NOW - 2 * HOUR}&to=${NOW - HOUR}`]) assert.equal(new URLSearchParams(range.toQuery(query(text))).toString(), text);
});

test('a range of some seconds follows now, as a range that was zoomed does', () => {
  assert.deepEqual(query('range=5400s'), { from: NOW - 1.5 * HOUR, to: NOW, follows: true, preset: null });
  assert.deepEqual(range.toQuery({ ...range.zoom(query('range=6h'), 0.5, NOW), preset: null }), { range: '10800s' });
  assert.equal(width(query('range=1s')), range.SHORTEST);
  assert.equal(width(query('range=999999999s')), range.LONGEST);
  for (const bad of ['range=s', 'range=-5s', 'range=1.5s', 'range=9999999999s']) assert.equal(query(bad).preset, '6h');
});

test('single readings up to six hours', () => {
  assert.ok(range.showsReadings(query('range=6h')));
  assert.ok(!range.showsReadings(query('range=24h')));
});

test('panning keeps the width and stops at now', () => {
  const { from, to } = range.pan(query('range=1h'), -0.5, NOW);
  assert.deepEqual([from, to], [NOW - 1.5 * HOUR, NOW - 0.5 * HOUR]);
  assert.equal(range.pan(query('range=1h'), 3, NOW).to, NOW);
});

test('zooming keeps the middle, or the end of a range that follows', () => {
  const fixed = { from: NOW - 3 * HOUR, to: NOW - HOUR, follows: false };
  assert.deepEqual(range.zoom(fixed, 0.5, NOW), { from: NOW - 2.5 * HOUR, to: NOW - 1.5 * HOUR, follows: false });
  assert.deepEqual(range.zoom(query('range=1h'), 0.5, NOW), { from: NOW - HOUR / 2, to: NOW, follows: true });
});

test('a range is neither too short nor too long', () => {
  assert.equal(width(range.clamp(NOW - 10, NOW, NOW)), range.SHORTEST);
  assert.equal(width(range.clamp(0, NOW, NOW)), range.LONGEST);
  assert.equal(width(range.zoom(query('range=1y'), 1000, NOW)), range.LONGEST);
});

test('without a range in the address, the newest reading is shown', () => {
  const old = NOW - 50 * HOUR;
  const { from, to, follows, preset } = range.fromQuery(new URLSearchParams('metric=t'), NOW, old);
  assert.ok(from < old && old < to && to - old < 0.1 * 6 * HOUR);
  assert.deepEqual([to - from, follows, preset], [6 * HOUR, false, null]);
  assert.equal(range.fromQuery(new URLSearchParams(''), NOW, NOW - HOUR).preset, '6h');
  assert.equal(range.fromQuery(new URLSearchParams('range=1h'), NOW, old).preset, '1h');
});

test('a range that ends at a reading does not pass now', () => {
  assert.equal(range.endingAt(NOW - 1000, HOUR, NOW).to, NOW);
});

test('ranges are whole milliseconds', () => {
  const { from, to } = range.clamp(NOW - HOUR - 0.4, NOW - 100.7, NOW);
  assert.ok(Number.isInteger(from) && Number.isInteger(to));
});

test('the time until which the last reading is asked for', () => {
  assert.equal(range.untilOf(new URLSearchParams(`until=${NOW}`)), NOW);
  for (const bad of ['', 'until=', 'until=x', 'until=-1']) assert.equal(range.untilOf(new URLSearchParams(bad)), null);
});

test('what has ended is shown from before it began until after its end', () => {
  const [began, ended] = [NOW - 20 * HOUR, NOW - 8 * HOUR];
  const { from, to, follows } = range.untilEnd(began, ended, NOW);
  assert.ok(from <= began - HOUR && ended < to && to < NOW);
  assert.equal(follows, false);
  assert.deepEqual(range.untilEnd(null, ended, NOW), { from: ended - 24 * HOUR, to: ended + HOUR, follows: false });
  const recent = range.untilEnd(NOW - 2 * HOUR, NOW - 60_000, NOW);
  assert.ok(recent.from < NOW - 3 * HOUR && recent.to === NOW);
});

test('what is short is shown in single readings', () => {
  const { from, to } = range.around(NOW, NOW);
  assert.deepEqual([from, to], [NOW - 3 * HOUR, NOW + 3 * HOUR]);
  assert.ok(range.showsReadings({ from, to }));
});

test('the time at which something ended is asked for', () => {
  assert.equal(range.endedOf(new URLSearchParams(`ended=${NOW}`)), NOW);
  assert.equal(range.endedOf(new URLSearchParams('ended=-1')), null);
});

function width({ from, to }) {
  return to - from;
}
