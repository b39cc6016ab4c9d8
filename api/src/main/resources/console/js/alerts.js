/** What an alert says, with one rounding everywhere. Pure functions. */

import { duration, words } from './format.js';

/** @param {{kind: string}} alert @returns {boolean} whether it is about a sensor that is not heard, and not about a reading */
export function isSilence({ kind }) {
  return kind === 'SILENT' || kind === 'RESUMED';
}

/** @param {{kind: string, observed: number, expected: number}} alert about a silence; seconds @returns {[string, string]} what happened, and what is usual */
export function silenceText({ kind, observed, expected }) {
  return [`${kind === 'SILENT' ? 'not heard for' : 'heard again after'} ${duration(1000 * observed)}`, `usually heard at least every ${duration(1000 * expected)}`];
}

/** @param {object} alert of the API @param {string} when local time @returns {string[]} the alert in lines, for a mark in a chart */
export function alertText(alert, when) {
  return [`${words(alert.severity)}: ${words(alert.kind)}`, when, isSilence(alert) ? silenceText(alert).join(', ') : alert.detail];
}
