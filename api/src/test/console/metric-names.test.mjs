import assert from 'node:assert/strict';
import test from 'node:test';
import { countMetrics, metricChoices } from '../../main/resources/console/js/metric-names.js';

const sensors = (...metrics) => metrics.map((names) => ({ readings: Object.fromEntries(names.map((name) => [name, {}])) }));

test('the metrics of the sensors that were read, by name, and the chosen one', () => {
  const counts = new Map();
  countMetrics(counts, sensors(['temperature', 'humidity'], ['temperature']));
  countMetrics(counts, sensors(['co'], []));
  assert.deepEqual(metricChoices(counts, ''), ['co', 'humidity', 'temperature']);
  assert.deepEqual(metricChoices(counts, 'pressure'), ['co', 'humidity', 'pressure', 'temperature']);
  assert.deepEqual(metricChoices(counts, 'co'), ['co', 'humidity', 'temperature']);
});

test('a device that makes up names does not hide the frequent ones', () => {
  const counts = new Map();
  countMetrics(counts, sensors(['temperature'], ['temperature']));
  countMetrics(counts, sensors(Array.from({ length: 20_000 }, (_, i) => `a${i}`)));
  countMetrics(counts, sensors(['temperature']));
  const names = metricChoices(counts, '');
  assert.equal(names.length, 100);
  assert.ok(names.includes('temperature'));
  assert.equal(counts.size, 10_000);
});
