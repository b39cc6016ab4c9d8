/** What an alert says, with one rounding everywhere, and what it means. Pure functions. */

import { duration, reading, readings, words } from './format.js';

/** Kinds that say that something is over, and what is over then. */
const BEGINNINGS = new Map([['ANOMALY_ENDED', 'ANOMALY'], ['THRESHOLD_ENDED', 'THRESHOLD']]);

/** Why an alert comes when it comes: docs/alerts.md in short. */
const MEANINGS = {
  ANOMALY: 'The score is how far the readings of the last hours lie from what was expected, in usual deviations, smoothed over four hours: a single odd reading hardly changes it. A warning starts at 2, a critical anomaly at 4.',
  THRESHOLD: 'It is raised at the first reading beyond the limit, and again once a day while readings are beyond it.',
  THRESHOLD_ENDED: 'It comes at least an hour after the last reading beyond the limit: it ends when all readings were within the limits for an hour.',
  SILENT: 'Its time is when the sensor was last heard. A sensor is silent when it was not heard for one and a half times its expected interval and 5 seconds.',
  RESUMED: 'Its time is when the sensor was heard again.',
};
const ENDED_BY_SCORE = 'It comes hours after the last odd reading: the score is smoothed over four hours, and an anomaly ends when the score is below 1, half of where it starts.';
const ENDED_BY_RESET = 'The metric was unusual for 72 hours, so what is usual is learnt again. It raises no anomalies meanwhile.';
const ENDED_BY_GAP = 'It comes with the first reading after more than a day without readings: what was before says nothing about now.';

/** @param {{kind: string}} alert @returns {boolean} whether it is about a sensor that is not heard, and not about a reading */
export function isSilence({ kind }) {
  return kind === 'SILENT' || kind === 'RESUMED';
}

/** @param {{kind: string, observed: number, expected: number}} alert about a silence; seconds @returns {[string, string]} what happened, and what is usual */
export function silenceText({ kind, observed, expected }) {
  return [`${kind === 'SILENT' ? 'not heard for' : 'heard again after'} ${duration(1000 * observed)}`, `usually heard at least every ${duration(1000 * expected)}`];
}

/** @param {object} alert of the API @returns {[string, string]} what was seen, and with what it was compared */
export function alertText(alert) {
  if (isSilence(alert)) return silenceText(alert);
  if (isReset(alert)) return [reading(alert.observed, alert.unit), 'what is usual is learnt again'];
  const [observed, expected] = readings([alert.observed, alert.expected], alert.unit);
  return [observed, `${isThreshold(alert) ? 'limit' : 'expected'} ${expected}`];
}

/** @param {object} alert of the API @param {string} when local time @returns {string[]} the alert in lines, for a mark in a chart */
export function markText(alert, when) {
  const score = scoreText(alert);
  return [`${words(alert.severity)}: ${words(alert.kind)}`, when, alertText(alert).join(', '), ...(score ? [`score ${score}`] : [])];
}

/** @param {object} alert of the API @returns {{facts: [string, string][], meaning: string}} what its line does not say */
export function alertDetails(alert) {
  const score = scoreText(alert);
  const facts = [['Severity', words(alert.severity)]];
  if (score) facts.push(['Score', score]);
  if (alert.kind === 'THRESHOLD') facts.push(['Beyond the limit by', reading(Math.abs(alert.score), alert.unit)]);
  return { facts, meaning: alert.kind === 'ANOMALY_ENDED' ? endOf(alert) : MEANINGS[alert.kind] ?? '' };
}

/** @param {object} alert of the API @returns {number|null} the reading that was expected at its time, for a chart */
export function expectedReading(alert) {
  return ['ANOMALY', 'ANOMALY_ENDED'].includes(alert.kind) && !isReset(alert) && Number.isFinite(alert.expected) ? alert.expected : null;
}

/** @param {string} kind @returns {boolean} whether it says that something about a metric is over */
export function isEnding(kind) {
  return BEGINNINGS.has(kind);
}

/**
 * When began what has ended? It may have been raised several times: as a warning, as critical, and once a day.
 * @param {{metric: string, kind: string, time: string}[]} alerts of the sensor, in any order
 * @param {string} metric
 * @param {number} ended epoch ms
 * @returns {number|null} epoch ms; null if it is not among the alerts
 */
export function beginningOf(alerts, metric, ended) {
  const times = (kind) => alerts.filter((alert) => alert.metric === metric && alert.kind === kind).map((alert) => Date.parse(alert.time));
  const begun = [...BEGINNINGS].flatMap(([ending, beginning]) => {
    const ends = times(ending);
    // A reading can end one threshold alert and raise the next.
    const before = Math.max(-Infinity, ...ends.filter((time) => time < ended));
    return ends.includes(ended) ? times(beginning).filter((time) => time >= before && time < ended) : [];
  });
  return begun.length === 0 ? null : Math.min(...begun);
}

/** The baseline was reset: it then has no expected reading. */
function isReset({ kind, score }) {
  return kind === 'ANOMALY_ENDED' && score === 0;
}

function isThreshold({ kind }) {
  return kind.startsWith('THRESHOLD');
}

function scoreText(alert) {
  if (!alert.kind.startsWith('ANOMALY') || isReset(alert) || !Number.isFinite(alert.score)) return '';
  return `${Math.abs(alert.score).toLocaleString('en', { maximumFractionDigits: 2 })}, ${alert.score < 0 ? 'below' : 'above'} what was expected`;
}

function endOf(alert) {
  if (isReset(alert)) return ENDED_BY_RESET;
  return Math.abs(alert.score) < 1 ? ENDED_BY_SCORE : ENDED_BY_GAP;
}
