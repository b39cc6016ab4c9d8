import assert from 'node:assert/strict';
import test from 'node:test';
import { attentionOf } from '../../main/resources/console/js/attention.js';

const counts = (open, sensors, states) => ({ total: 1200, states, alerts: { open, sensors } });
const recent = (next, ...kinds) => ({ items: kinds.map((kind) => ({ kind })), next });
const plain = (text) => text.replaceAll('\u00a0', ' ');

test('open alerts and silent sensors lead to the list with that filter', () => {
  const links = attentionOf(counts(12, 9, { ACTIVE: 1197, SILENT: 3 }), recent(null));
  assert.deepEqual(links.map(({ page, filter, tone, text, note }) => [page, filter, tone, plain(text), plain(note)]), [
    ['fleet', { alerts: 'OPEN' }, 'warning', '12 open alerts', 'of 9 sensors'],
    ['fleet', { state: 'SILENT' }, 'warning', '3 silent sensors', ''],
    ['alerts', {}, 'none', '0 alerts in the last 24 h', ''],
    ['fleet', {}, 'none', '1,200 sensors in the fleet', ''],
  ]);
});

test('a fleet in order says so, and one is one', () => {
  assert.deepEqual(attentionOf(counts(0, 0, {}), recent(null)).slice(0, 2).map(({ tone, text, note }) => [tone, plain(text), note]), [
    ['ok', '0 open alerts', ''], ['ok', '0 silent sensors', ''],
  ]);
  assert.deepEqual(attentionOf(counts(1, 1, { SILENT: 1 }), recent(null)).slice(0, 2).map(({ text, note }) => plain(`${text} ${note}`.trim())),
    ['1 open alert of 1 sensor', '1 silent sensor']);
});

test('alerts of the last day lead to the list of alerts, also if they have ended', () => {
  const [, , ended] = attentionOf(counts(0, 0, {}), recent(null, 'ANOMALY_ENDED', 'ANOMALY', 'RESUMED', 'SILENT'));
  assert.deepEqual([ended.page, plain(ended.text), ended.note], ['alerts', '2 alerts in the last 24 h', '']);

  const [, , many] = attentionOf(counts(0, 0, {}), recent('cursor', 'THRESHOLD'));
  assert.deepEqual([plain(many.text), many.note], ['1 alert in the last 24 h', 'or more']);
});
