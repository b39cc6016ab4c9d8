import assert from 'node:assert/strict';
import test from 'node:test';
import { alertDetails, alertText, beginningOf, expectedReading, markText, silenceText } from '../../main/resources/console/js/alerts.js';

const SILENT = { kind: 'SILENT', severity: 'WARNING', observed: 358.542, expected: 1.328, detail: 'not heard for 6 minutes, usually heard at least every 1 s' };

const ANOMALY = { kind: 'ANOMALY', severity: 'WARNING', metric: 'temperature', unit: '°C', observed: 31.85, expected: 16.8014, score: 2.083, time: '2026-11-27T16:50:00Z' };
const ENDED = { ...ANOMALY, kind: 'ANOMALY_ENDED', severity: 'INFO', observed: 17.78, expected: 18.2889, score: 0.96 };

test('a silence has two lengths of time, each with its meaning', () => {
  assert.deepEqual(silenceText(SILENT), ['not heard for 6\u00a0min', 'usually heard at least every 1.3\u00a0s']);
  assert.equal(silenceText({ ...SILENT, kind: 'RESUMED' })[0], 'heard again after 6\u00a0min');
});

test('a mark says the same as the list', () => {
  assert.deepEqual(markText(SILENT, '27 Nov, 15:32:42'),
    ['Warning: Silent', '27 Nov, 15:32:42', 'not heard for 6\u00a0min, usually heard at least every 1.3\u00a0s']);
  assert.deepEqual(markText(ANOMALY, 'now'),
    ['Warning: Anomaly', 'now', '31.85\u00a0°C, expected 16.80\u00a0°C', 'score 2.08, above what was expected']);
});

test('an alert about a reading begins with what was observed and what was expected', () => {
  assert.deepEqual(alertText(ANOMALY), ['31.85\u00a0°C', 'expected 16.80\u00a0°C']);
  assert.deepEqual(alertText({ ...ANOMALY, kind: 'THRESHOLD', expected: 30 }), ['31.85\u00a0°C', 'limit 30.00\u00a0°C']);
  assert.deepEqual(alertText({ ...ANOMALY, unit: '', observed: 'NaN' }), ['–', 'expected 16.8']);
});

test('the score is in the details, with what it means', () => {
  const { facts, meaning } = alertDetails(ANOMALY);
  assert.deepEqual(facts, [['Severity', 'Warning'], ['Score', '2.08, above what was expected']]);
  assert.match(meaning, /^The score is .* smoothed over four hours/);
  assert.deepEqual(alertDetails({ ...ANOMALY, score: -4.5, severity: 'CRITICAL' }).facts[1], ['Score', '4.5, below what was expected']);
  assert.deepEqual(alertDetails({ ...ANOMALY, kind: 'THRESHOLD', score: -1.85 }).facts[1], ['Beyond the limit by', '1.85\u00a0°C']);
  assert.equal(alertDetails({ ...ANOMALY, kind: 'NEW_KIND' }).meaning, '');
});

test('the end of an anomaly says why it comes so late', () => {
  const meaning = (score) => alertDetails({ ...ENDED, score }).meaning;
  assert.match(meaning(0.96), /hours after the last odd reading.*below 1, half of where it starts/);
  assert.match(meaning(-0.5), /hours after the last odd reading/);
  assert.match(meaning(1.4), /more than a day without readings/);
  assert.match(alertDetails({ ...ENDED, kind: 'THRESHOLD_ENDED' }).meaning, /within the limits for an hour/);
});

test('after the reset of a baseline nothing is expected', () => {
  const reset = { ...ENDED, score: 0, expected: 0 };
  assert.deepEqual(alertText(reset), ['17.78\u00a0°C', 'what is usual is learnt again']);
  assert.match(alertDetails(reset).meaning, /unusual for 72 hours/);
  assert.deepEqual([reset, ENDED, ANOMALY, SILENT].map(expectedReading), [null, 18.2889, 16.8014, null]);
});

test('what has ended began with its first alert since the end before', () => {
  const alerts = [
    { ...ANOMALY, time: hour(1) }, { ...ENDED, time: hour(5) }, { ...ANOMALY, time: hour(10) }, { ...ANOMALY, severity: 'CRITICAL', time: hour(12) },
    { ...ANOMALY, metric: 'humidity', time: hour(9) }, { ...ANOMALY, kind: 'THRESHOLD', time: hour(8) }, { ...ENDED, time: hour(20) }, { ...ANOMALY, time: hour(21) },
  ];
  assert.equal(beginningOf(alerts, 'temperature', Date.parse(hour(20))), Date.parse(hour(10)));
  assert.equal(beginningOf(alerts.toReversed(), 'temperature', Date.parse(hour(5))), Date.parse(hour(1)));
  assert.equal(beginningOf(alerts, 'temperature', Date.parse(hour(6))), null);
  assert.equal(beginningOf([], 'temperature', Date.parse(hour(20))), null);
});

test('a reading that ends one threshold alert and raises the next begins the next', () => {
  const alerts = [['THRESHOLD', 1], ['THRESHOLD_ENDED', 3], ['THRESHOLD', 3], ['THRESHOLD_ENDED', 6]].map(([kind, at]) => ({ ...ANOMALY, kind, time: hour(at) }));
  assert.equal(beginningOf(alerts, 'temperature', Date.parse(hour(3))), Date.parse(hour(1)));
  assert.equal(beginningOf(alerts, 'temperature', Date.parse(hour(6))), Date.parse(hour(3)));
});

function hour(n) {
  return new Date(Date.UTC(2026, 10, 27, n)).toISOString();
}
