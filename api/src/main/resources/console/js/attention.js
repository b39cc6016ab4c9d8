/** What of the fleet needs attention, in words. Pure functions. */

import { plural } from './format.js';

const BEGINS = ['ANOMALY', 'THRESHOLD', 'SILENT'];

/**
 * @param {{total: number, states: Record<string, number>, alerts: {open: number, sensors: number}}} counts of `/v1/sensors`, of the whole fleet
 * @param {{items: {kind: string}[], next: ?string}} recent a page of the alerts of the last 24 hours
 * @returns {{page: 'fleet'|'alerts', filter: Record<string, string>, tone: 'ok'|'warning'|'none', text: string, note: string}[]} filter: that of the page
 */
export function attentionOf({ total, states, alerts }, recent) {
  const silent = states.SILENT ?? 0;
  return [
    { page: 'fleet', filter: { alerts: 'OPEN' }, tone: tone(alerts.open), text: plural(alerts.open, 'open alert'), note: alerts.open > 0 ? `of ${plural(alerts.sensors, 'sensor')}` : '' },
    { page: 'fleet', filter: { state: 'SILENT' }, tone: tone(silent), text: plural(silent, 'silent sensor'), note: '' },
    // One that has ended is not open, and may be what was odd last night.
    { page: 'alerts', filter: {}, tone: 'none', ...latelyOf(recent) },
    { page: 'fleet', filter: {}, tone: 'none', text: `${plural(total, 'sensor')} in the fleet`, note: '' },
  ];
}

/** @param {{items: {kind: string}[], next: ?string}} recent as above @returns {{text: string, note: string}} how many alerts it has, without those that say that one has ended */
export function latelyOf({ items, next }) {
  const begun = items.filter(({ kind }) => BEGINS.includes(kind)).length;
  return { text: `${plural(begun, 'alert')} in the last 24 h`, note: next ? 'or more' : '' };
}

function tone(count) {
  return count > 0 ? 'warning' : 'ok';
}
