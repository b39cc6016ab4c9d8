import assert from 'node:assert/strict';
import test from 'node:test';
import { outcomeLines, progressText, question, replayCount } from '../../main/resources/console/js/replay.js';

const RUNNING = { state: 'RUNNING', dry_run: false, reason: 'LATE', progress: null, decisions: null, outcome: null };
const DECISIONS = [
  { decision: 'REPLAY', count: 1200, text: 'replayed' },
  { decision: 'REPLAYED_BEFORE', count: 2, text: 'skipped: replayed by an earlier run' },
];
const OUTCOME = { validated: 1000, rejected_again: 150, not_processed: 50, rejected_by_reason: { LATE: 100, DUPLICATE: 50 } };

test('what a replay does is a sentence', () => {
  assert.equal(progressText(RUNNING), 'Connecting to Kafka.');
  assert.equal(progressText({ ...RUNNING, progress: { topic: 'rejected-events', read: 1500, of: 20_000 } }),
    'Read 1,500 of about 20,000\u00a0records of rejected-events.');
  assert.equal(progressText({ ...RUNNING, decisions: DECISIONS, outcome: OUTCOME }), 'Replayed 1,200. The streams app has processed 1,150 of them.');
  assert.equal(progressText({ ...RUNNING, decisions: DECISIONS }), 'Replayed 1,200. The streams app has processed 0 of them.');
});

test('the outcome has the words of the verb', () => {
  assert.deepEqual(outcomeLines({ ...RUNNING, state: 'DONE', decisions: DECISIONS, outcome: OUTCOME }), [
    '1,200 replayed',
    '2 skipped: replayed by an earlier run',
    '1,000 of the replayed records validated',
    '150 rejected again (LATE 100, DUPLICATE 50)',
    '50 not processed yet: the streams app has processed none for 30 s',
  ]);
});

test('what was not replayed has no outcome', () => {
  const dryRun = [{ decision: 'REPLAY', count: 3, text: 'would be replayed' }];
  assert.deepEqual(outcomeLines({ ...RUNNING, state: 'DONE', dry_run: true, decisions: dryRun }), ['3 would be replayed']);
  const none = { decisions: [{ decision: 'REPLAY', count: 0, text: 'replayed' }], outcome: { validated: 0, rejected_again: 0, not_processed: 0, rejected_by_reason: {} } };
  assert.deepEqual(outcomeLines({ ...RUNNING, state: 'DONE', ...none }), ['0 replayed']);
});

test('all replayed records are validated in the end', () => {
  const outcome = { validated: 1, rejected_again: 0, not_processed: 0, rejected_by_reason: {} };
  const decisions = [{ decision: 'REPLAY', count: 1, text: 'replayed' }];
  assert.deepEqual(outcomeLines({ ...RUNNING, state: 'DONE', decisions, outcome }), ['1 replayed', '1 of the replayed records validated', '0 rejected again']);
});

test('the count of a replay is that of its decision to replay', () => {
  assert.equal(replayCount(RUNNING), 0);
  assert.equal(replayCount({ ...RUNNING, decisions: DECISIONS }), 1200);
  assert.equal(question(1), 'Replay 1\u00a0record?');
  assert.equal(question(1200), 'Replay 1,200\u00a0records?');
});
