/** One alert in a list. */

import { alertDetails, alertText, isEnding } from '../alerts.js';
import { fill, foreign, h, icon } from '../dom.js';
import { words } from '../format.js';
import { around } from '../range.js';
import { href } from '../router.js';
import { severityBadge } from './badges.js';
import { at } from './clock.js';
import { textWithTimes } from './text.js';

/** @param {object} alert @param {{withSensor?: boolean}} [options] @returns {HTMLElement} */
export function alertRow(alert, { withSensor = true } = {}) {
  const details = h('div', { class: 'alert-details', hidden: true });
  return h('li', { class: 'alert-row', dataset: { key: alertKey(alert) } },
    h('span', { class: 'when' }, at(alert.time)),
    severityBadge(alert.severity, words(alert.kind)),
    h('a', { class: 'what', href: sensorAt(alert) }, withSensor ? foreign(alert.sensor_id, { class: 'id' }) : alert.metric ? foreign(alert.metric) : 'at that time'),
    values(alert, withSensor), toggle(alert, details), details);
}

/** The names of the columns, where there is room for columns. @returns {HTMLElement} */
export function alertHead() {
  return h('div', { class: 'alert-row head', 'aria-hidden': 'true' }, ['Time', 'Alert', 'Sensor', 'Observed and expected'].map((text) => h('span', {}, text)));
}

/** What identifies an alert. */
export function alertKey({ sensor_id: sensor, time, event_id: event, metric, kind }) {
  return JSON.stringify([sensor, time, event, metric, kind]);
}

function sensorAt({ sensor_id: id, time, metric, kind, observed }) {
  const ms = Date.parse(time);
  // Its time is when the sensor was last heard, which may have sent old readings.
  if (kind === 'SILENT') return href('sensors', { until: ms }, id);
  if (kind === 'RESUMED') return href('sensors', around(ms - Math.round(1000 * observed), ms), id);
  // The page of the sensor knows when it began.
  return href('sensors', isEnding(kind) ? { metric, ended: ms } : { metric, ...around(ms, ms) }, id);
}

function values(alert, withMetric) {
  const [observed, expected] = alertText(alert);
  return h('span', { class: 'values' }, withMetric && alert.metric && [foreign(alert.metric, { class: 'metric', title: null }), ' '],
    `${observed}, `, h('span', { class: 'muted' }, expected));
}

function toggle(alert, details) {
  const button = h('button', {
    type: 'button', class: 'button icon-only details-toggle', 'aria-expanded': 'false', title: 'Details', onclick: () => {
      details.hidden = !details.hidden;
      button.setAttribute('aria-expanded', String(!details.hidden));
      if (!details.hasChildNodes()) fill(details, detailsOf(alert));
    },
  }, icon('down'), h('span', { class: 'hidden' }, `Details: ${words(alert.kind)}, ${alert.metric || alert.sensor_id}`));
  return button;
}

function detailsOf(alert) {
  const { facts, meaning } = alertDetails(alert);
  return [meaning && h('p', {}, meaning),
    h('dl', { class: 'facts' }, facts.map(([name, value]) => fact(name, value)), fact('Text of the record', textWithTimes(alert.detail)))];
}

function fact(name, value) {
  return h('div', {}, h('dt', {}, name), h('dd', {}, value));
}
