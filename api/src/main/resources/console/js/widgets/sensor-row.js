/** One sensor in a line of the fleet. */

import { fill, foreign, h } from '../dom.js';
import { duration, integer, plural, reading, readings, words } from '../format.js';
import { sendsOldReadings } from '../freshness.js';
import { href } from '../router.js';
import { severityBadge, stateBadge } from './badges.js';
import { since } from './clock.js';
import { spark } from './spark.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MOST_METRICS = 6;

export const COLUMNS = [
  { name: 'State', className: 'in-state' }, { name: 'Sensor', className: 'in-sensor' }, { name: 'Place', className: 'in-place' },
  { name: 'Last heard', className: 'in-heard' }, { name: 'Last readings', className: 'in-readings' },
  { name: 'Last 24 hours', className: 'in-spark' }, { name: 'Open alerts', className: 'in-alerts' },
];

/** @returns {{element: HTMLElement, show: (sensor: object|undefined, points: object|undefined, metric: string) => void}} the metric is the one that was chosen, or empty */
export function sensorRow() {
  const cells = COLUMNS.map(({ className }) => h('div', { role: 'cell', class: `cell ${className}` }));
  const link = h('a', { class: 'sensor-link' });
  const element = h('div', { class: 'sensor-row', role: 'row' }, cells);
  let shown = {};
  return {
    element,
    show: (sensor, points, metric) => {
      element.classList.toggle('empty', sensor === undefined);
      if (sensor !== shown.sensor || metric !== shown.metric) showSensor(element, link, cells, sensor, metric);
      if (points !== shown.points || sensor?.sensor_id !== shown.sensor?.sensor_id) fill(cells[5], points && sparkOf(points));
      shown = { sensor, points, metric };
    },
  };
}

function showSensor(element, link, [state, name, place, heard, values, , alerts], sensor, metric) {
  if (sensor === undefined) {
    [state, name, place, heard, values, alerts].forEach((cell) => fill(cell));
    return;
  }
  element.dataset.tone = toneOf(sensor);
  fill(state, stateBadge(sensor.state));
  link.setAttribute('href', href('sensors', Object.hasOwn(sensor.readings, metric) ? { metric } : {}, sensor.sensor_id));
  fill(link, foreign(sensor.name || sensor.sensor_id, { class: sensor.name ? 'name' : 'name id' }), sensor.name && foreign(sensor.sensor_id, { class: 'id muted' }));
  // The same element, so that a refresh does not take the focus away.
  if (link.parentNode !== name) fill(name, link);
  fill(place, sensor.place && foreign(sensor.place));
  fill(heard, since(sensor.last_heard), sensor.state === 'SILENT' && sensor.expected_interval_s !== null
    && h('span', { class: 'muted note usual' }, ` every ${duration(1000 * sensor.expected_interval_s)}`),
  sendsOldReadings(sensor) && h('div', { class: 'muted small-note' }, 'newest', h('span', { class: 'usual' }, ' reading'), ' ', since(sensor.newest_reading)));
  fill(values, readingsOf(sensor, metric));
  fill(alerts, alertsOf(sensor));
}

function toneOf({ state, alerts }) {
  if (alerts.some((alert) => alert.severity === 'CRITICAL')) return 'critical';
  return state === 'SILENT' || alerts.length > 0 ? 'warning' : 'none';
}

/** The chosen metric comes first. */
function readingsOf(sensor, chosen) {
  const metrics = Object.entries(sensor.readings).sort(([a], [b]) => (b === chosen) - (a === chosen));
  const more = metrics.length - MOST_METRICS;
  return [metrics.slice(0, MOST_METRICS).map(([metric, { value, unit }]) => h('span', { class: 'value', title: metric },
    h('bdi', { class: 'metric' }, metric), ' ', h('span', { class: 'number' }, reading(value, unit)))),
    more > 0 && h('span', { class: 'muted' }, `+${integer(more)}`)];
}

function alertsOf({ alerts }) {
  const [first] = alerts;
  if (first === undefined) return null;
  const text = [words(first.kind), first.metric].filter(Boolean).join(' ');
  return [severityBadge(first.severity, text), alerts.length > 1 && h('span', { class: 'muted' }, ` +${plural(alerts.length - 1, 'other')}`)];
}

function sparkOf({ metric, unit, points }) {
  if (points.length === 0) return null;
  const values = points.map(([, value]) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const label = `${metric}, hourly means of the last 24 hours, ${reading(least, unit)} to ${reading(most, unit)}`;
  const to = Date.now();
  return h('div', { title: label }, spark(points, { from: Math.floor(to / HOUR) * HOUR - DAY, to, gap: 1.5 * HOUR }, label),
    h('div', { class: 'spark-text small-note muted' }, foreign(metric, { title: null }), h('span', { class: 'spark-range' }, readings([least, most]).join('–'), unit && `\u00a0${unit}`)));
}
