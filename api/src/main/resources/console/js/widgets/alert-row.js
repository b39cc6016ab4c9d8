/** One alert in a list. */

import { foreign, h } from '../dom.js';
import { duration, localTime, reading, words } from '../format.js';
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
    h('span', { class: 'values' }, values(alert, withSensor)),
    h('span', { class: 'detail muted', title: alert.detail }, foreign(alert.detail, { title: null })));
}

/** What identifies an alert. */
export function alertKey({ sensor_id: sensor, time, event_id: event, metric, kind }) {
  return JSON.stringify([sensor, time, event, metric, kind]);
}

/** @returns {string[]} the alert in lines, for a mark in a chart */
export function alertText(alert) {
  return [`${words(alert.severity)}: ${words(alert.kind)}`, localTime(Date.parse(alert.time)), alert.detail];
}

function sensorAt({ sensor_id: id, time, metric, kind }) {
  const ms = Date.parse(time);
  // Its time is when the sensor was last heard, which may have sent old readings.
  if (kind === 'SILENT') return href('sensors', { until: ms }, id);
  return href('sensors', { metric, from: ms - AROUND, to: ms + AROUND }, id);
}

function values({ kind, metric, unit, observed, expected }, withMetric) {
  if (kind === 'SILENT' || kind === 'RESUMED') return [duration(observed * 1000), h('span', { class: 'muted' }, ` silent, usual ${duration(expected * 1000)}`)];
  return [withMetric && metric && h('bdi', { class: 'metric' }, metric, ' '), reading(observed, unit), h('span', { class: 'muted' }, ` ${kind.startsWith('THRESHOLD') ? 'limit' : 'expected'} ${reading(expected, unit)}`)];
}
