import assert from 'node:assert/strict';
import test from 'node:test';
import { attentionOf } from '../../main/resources/console/js/attention.js';

const counts = (open, sensors, states) => ({ total: 1200, states, alerts: { open, sensors } });
const plain = (text) => text.replaceAll('\u00a0', ' ');

test('open alerts and silent sensors lead to the list with that filter', () => {
  const links = attentionOf(counts(12, 9, { ACTIVE: 1197, SILENT: 3 }));
  assert.deepEqual(links.map(({ filter, tone, text, note }) => [filter, tone, plain(text), plain(note)]), [
    [{ alerts: 'OPEN' }, 'warning', '12 open alerts', 'of 9 sensors'],
    [{ state: 'SILENT' }, 'warning', '3 silent sensors', ''],
    [{}, 'none', '1,200 sensors in the fleet', ''],
  ]);
});

test('a fleet in order says so, and one is one', () => {
  assert.deepEqual(attentionOf(counts(0, 0, {})).slice(0, 2).map(({ tone, text, note }) => [tone, plain(text), note]), [
    ['ok', '0 open alerts', ''], ['ok', '0 silent sensors', ''],
  ]);
  assert.deepEqual(attentionOf(counts(1, 1, { SILENT: 1 })).slice(0, 2).map(({ text, note }) => plain(`${text} ${note}`.trim())),
    ['1 open alert of 1 sensor', '1 silent sensor']);
});
