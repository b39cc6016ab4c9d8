import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { REASONS, canReplay, detailOf } from '../../main/resources/console/js/reasons.js';

test('the reasons are those of docs/quarantine.md, with the same words', () => {
  const text = readFileSync(new URL('../../../../docs/quarantine.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \| /gm)].map(([, reason, meaning, remedy]) => [reason, plain(meaning), plain(remedy)]);
  assert.deepEqual(Object.entries(REASONS).map(([reason, { meaning, remedy }]) => [reason, meaning, remedy]), rows);
});

function plain(markdown) {
  return markdown.replaceAll('`', '');
}

test('a time in the future may be one of another zone', () => {
  assert.match(REASONS.EVENT_TIME_IN_FUTURE.remedy, /^Set the clock of the device.* a file are in another time zone: send it again with --time-zone/);
});

test('a detail has the reason once', () => {
  assert.equal(detailOf({ reason: 'OUT_OF_RANGE', detail: 'OUT_OF_RANGE: metric "t" = 999' }), 'metric "t" = 999');
  assert.equal(detailOf({ reason: 'UNREADABLE', detail: 'measurements is empty' }), 'measurements is empty');
});

test('a detail has times and sizes of settings in words', () => {
  const ahead = 'event_time 2026-11-27T11:00:00Z is more than event.time.max.skew.ms=300000 ahead of the wall clock 2026-11-27T10:00:00Z';
  assert.equal(detailOf({ reason: 'EVENT_TIME_IN_FUTURE', detail: ahead }), ahead.replace('300000', '300000 (5\u00a0min)'));
  assert.equal(detailOf({ reason: 'TOO_LARGE', detail: 'exceeds max.record.bytes=65536' }), 'exceeds max.record.bytes=65536 (64\u00a0KiB)');
  assert.equal(detailOf({ reason: 'TOO_MANY_METRICS', detail: '300 metrics, exceeds max.metrics=256' }), '300 metrics, exceeds max.metrics=256');
});

test('a reason that is not known may be replayed', () => {
  assert.deepEqual(['OUT_OF_RANGE', 'LATE', 'NEW_REASON'].map(canReplay), [true, false, true]);
});
