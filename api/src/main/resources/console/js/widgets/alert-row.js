/** One alert in a list. */

import { isSilence, silenceText } from '../alerts.js';
import { foreign, h } from '../dom.js';
import { reading, words } from '../format.js';
import { href } from '../router.js';
import { severityBadge } from './badges.js';
import { at } from './clock.js';

const AROUND = 3 * 3_600_000;

/** @param {object} alert @param {{withSensor?: boolean}} [options] @returns {HTMLElement} */
export function alertRow(alert, { withSensor = true } = {}) {
  return h('li', { class: 'alert-row', dataset: { key: alertKey(alert) } },
    h('span', { class: 'when' }, at(alert.time)),
    severityBadge(alert.severity, words(alert.kind)),
    h('a', { class: 'what', href: sensorAt(alert) }, withSensor ? foreign(alert.sensor_id, { class: 'id' }) : alert.metric ? foreign(alert.metric) : 'at that time'),
    isSilence(alert) ? silence(alert)
      : [h('span', { class: 'values' }, values(alert, withSensor)), h('span', { class: 'detail muted', title: alert.detail }, foreign(alert.detail, { title: null }))]);
}

/** The names of the columns, where there is room for columns. @returns {HTMLElement} */
export function alertHead() {
  return h('div', { class: 'alert-row head', 'aria-hidden': 'true' }, ['Time', 'Alert', 'Sensor', 'Observed and expected', 'Detail'].map((text) => h('span', {}, text)));
}

/** Its detail would say the same, rounded otherwise. */
function silence(alert) {
  const [what, usual] = silenceText(alert);
  return h('span', { class: 'silence' }, what, h('span', { class: 'muted' }, `, ${usual}`));
}

/** What identifies an alert. */
export function alertKey({ sensor_id: sensor, time, event_id: event, metric, kind }) {
  return JSON.stringify([sensor, time, event, metric, kind]);
}

function sensorAt({ sensor_id: id, time, metric, kind }) {
  const ms = Date.parse(time);
  // Its time is when the sensor was last heard, which may have sent old readings.
  if (kind === 'SILENT') return href('sensors', { until: ms }, id);
  return href('sensors', { metric, from: ms - AROUND, to: ms + AROUND }, id);
}

function values({ kind, metric, unit, observed, expected }, withMetric) {
  return [withMetric && metric && h('bdi', { class: 'metric' }, metric, ' '), reading(observed, unit), h('span', { class: 'muted' }, ` ${kind.startsWith('THRESHOLD') ? 'limit' : 'expected'} ${reading(expected, unit)}`)];
}
