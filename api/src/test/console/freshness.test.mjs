import assert from 'node:assert/strict';
import test from 'node:test';
import { sendsOldReadings } from '../../main/resources/console/js/freshness.js';

const sensor = (newest, interval = null) => ({ last_heard: '2026-11-27T15:32:42Z', newest_reading: newest, expected_interval_s: interval });

test('a reading that was old when it came is', () => {
  assert.ok(sendsOldReadings(sensor('2026-11-27T04:03:10Z', 1.4)));
  assert.ok(!sendsOldReadings(sensor('2026-11-27T15:32:40Z', 1.4)));
  assert.ok(!sendsOldReadings(sensor('2026-11-27T15:25:00Z')));
});

test('a sensor that sends seldom may be later', () => {
  assert.ok(!sendsOldReadings(sensor('2026-11-27T15:00:00Z', 3600)));
  assert.ok(sendsOldReadings(sensor('2026-11-27T12:00:00Z', 3600)));
});

test('a sensor without readings sends no old ones', () => {
  assert.ok(!sendsOldReadings(sensor(null)));
  assert.ok(!sendsOldReadings({ last_heard: null, newest_reading: null, expected_interval_s: null }));
});
