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

test('a detail has the reason once', () => {
  assert.equal(detailOf({ reason: 'OUT_OF_RANGE', detail: 'OUT_OF_RANGE: metric "t" = 999' }), 'metric "t" = 999');
  assert.equal(detailOf({ reason: 'UNREADABLE', detail: 'measurements is empty' }), 'measurements is empty');
});

test('a reason that is not known may be replayed', () => {
  assert.deepEqual(['OUT_OF_RANGE', 'LATE', 'NEW_REASON'].map(canReplay), [true, false, true]);
});
