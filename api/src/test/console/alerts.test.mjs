import assert from 'node:assert/strict';
import test from 'node:test';
import { alertText, silenceText } from '../../main/resources/console/js/alerts.js';

const SILENT = { kind: 'SILENT', severity: 'WARNING', observed: 358.542, expected: 1.328, detail: 'not heard for 6 minutes, usually heard at least every 1 s' };

test('a silence has two lengths of time, each with its meaning', () => {
  assert.deepEqual(silenceText(SILENT), ['not heard for 6\u00a0min', 'usually heard at least every 1.3\u00a0s']);
  assert.equal(silenceText({ ...SILENT, kind: 'RESUMED' })[0], 'heard again after 6\u00a0min');
});

test('a mark says the same as the list', () => {
  assert.deepEqual(alertText(SILENT, '27 Nov, 15:32:42'),
    ['Warning: Silent', '27 Nov, 15:32:42', 'not heard for 6\u00a0min, usually heard at least every 1.3\u00a0s']);
  assert.equal(alertText({ ...SILENT, kind: 'ANOMALY', detail: '40 is unusual' }, 'now')[2], '40 is unusual');
});
