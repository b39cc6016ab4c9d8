/** What of the fleet needs attention, in words. Pure functions. */

import { plural } from './format.js';

/**
 * @param {{total: number, states: Record<string, number>, alerts: {open: number, sensors: number}}} counts of `/v1/sensors`, of the whole fleet
 * @returns {{filter: Record<string, string>, tone: 'ok'|'warning'|'none', text: string, note: string}[]} filter: that of the list
 */
export function attentionOf({ total, states, alerts }) {
  const silent = states.SILENT ?? 0;
  return [
    { filter: { alerts: 'OPEN' }, tone: tone(alerts.open), text: plural(alerts.open, 'open alert'), note: alerts.open > 0 ? `of ${plural(alerts.sensors, 'sensor')}` : '' },
    { filter: { state: 'SILENT' }, tone: tone(silent), text: plural(silent, 'silent sensor'), note: '' },
    { filter: {}, tone: 'none', text: `${plural(total, 'sensor')} in the fleet`, note: '' },
  ];
}

function tone(count) {
  return count > 0 ? 'warning' : 'ok';
}
