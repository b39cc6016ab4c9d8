import assert from 'node:assert/strict';
import test from 'node:test';
import { countMetrics, metricChoices } from '../../main/resources/console/js/metric-names.js';

const sensors = (...metrics) => metrics.map((names) => ({ readings: Object.fromEntries(names.map((name) => [name, {}])) }));

const fleet = { metrics: { temperature: 9, humidity: 4 }, metric_count: 2 };

test('the metrics of the fleet and of the sensors that were read, by name, and the chosen one', () => {
  const seen = new Map();
  countMetrics(seen, sensors(['temperature', 'rare'], ['temperature']));
  assert.deepEqual(metricChoices(fleet, new Map(), ''), { names: ['humidity', 'temperature'], more: 0 });
  assert.deepEqual(metricChoices(fleet, seen, '').names, ['humidity', 'rare', 'temperature']);
  assert.deepEqual(metricChoices(fleet, seen, 'pressure').names, ['humidity', 'pressure', 'rare', 'temperature']);
  assert.deepEqual(metricChoices(fleet, seen, 'rare').names, ['humidity', 'rare', 'temperature']);
});

test('how many metrics are missing is known', () => {
  const seen = new Map();
  countMetrics(seen, sensors(['temperature', 'rare']));
  assert.equal(metricChoices({ ...fleet, metric_count: 10 }, seen, 'another').more, 7);
});

test('a device that makes up names does not hide the frequent ones', () => {
  const seen = new Map();
  countMetrics(seen, sensors(['core'], ['core']));
  countMetrics(seen, sensors(Array.from({ length: 20_000 }, (_, i) => `a${i}`)));
  countMetrics(seen, sensors(['core']));
  const { names, more } = metricChoices({ ...fleet, metric_count: 20_003 }, seen, '');
  assert.equal(names.length, 102);
  assert.ok(names.includes('core') && names.includes('humidity'));
  assert.equal(more, 19_901);
  assert.equal(seen.size, 10_000);
});
