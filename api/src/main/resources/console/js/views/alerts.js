/** The alerts of the whole fleet, newest first and live. */

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { words } from '../format.js';
import { subscribe } from '../live.js';
import { href, replace } from '../router.js';
import { alertHead, alertKey, alertRow } from '../widgets/alert-row.js';
import { feed } from '../widgets/feed.js';
import { choice, searchBox } from '../widgets/filters.js';
import { empty } from '../widgets/states.js';

const KINDS = ['ANOMALY', 'THRESHOLD', 'SILENT', 'ANOMALY_ENDED', 'THRESHOLD_ENDED', 'RESUMED'];
const SEVERITIES = [['CRITICAL', 'critical'], ['WARNING', 'warning'], ['INFO', 'info']];

export function title() {
  return 'Alerts';
}

export function show(main, { query }) {
  const filters = Object.fromEntries(['kind', 'severity', 'sensor'].map((name) => [name, query.get(name) ?? '']));
  const kinds = choice('Kind', (kind) => filter({ kind }));
  const severities = choice('Severity', (severity) => filter({ severity }));
  const list = feed({
    read: (cursor, limit) => get('v1/alerts', { ...filters, limit, cursor }),
    row: alertRow, head: alertHead, key: alertKey, noun: 'alert', nothing: () => nothing(filters),
  });

  function filter(change) {
    Object.assign(filters, change);
    replace(href('alerts', filters));
    showFilters();
    list.load();
  }

  function showFilters() {
    kinds.show([{ value: '', text: 'All kinds' }, ...KINDS.map((value) => ({ value, text: words(value) }))], filters.kind);
    severities.show([{ value: '', text: 'All severities' }, ...SEVERITIES.map(([value, tone]) => ({ value, text: words(value), tone }))], filters.severity);
  }

  fill(main, h('div', { class: 'page' },
    h('div', { class: 'sticky row wrap' }, h('h1', { class: 'hidden' }, 'Alerts'), severities.element, kinds.element,
      searchBox({ label: 'Sensor id', placeholder: 'A whole sensor id', value: filters.sensor, change: (sensor) => filter({ sensor }) })),
    list.element));
  showFilters();
  list.load();
  subscribe(['alerts'], { alert: (alert) => matches(alert, filters) && list.add(alert), opened: list.catchUp, dropped: list.catchUp });
  return { close: () => {} };
}

function matches(alert, { kind, severity, sensor }) {
  return (!kind || alert.kind === kind) && (!severity || alert.severity === severity) && (!sensor || alert.sensor_id === sensor);
}

function nothing({ kind, severity, sensor }) {
  if (sensor) {
    return empty('No alert matches.', 'The search takes a whole sensor id. ', h('a', { href: href('fleet', { q: sensor }) }, 'Search the fleet for a part of it'),
      ', or ', h('a', { href: '#/alerts' }, 'show all alerts'), '.');
  }
  if (kind || severity) return empty('No alert matches.', h('a', { href: '#/alerts' }, 'Show all alerts'));
  return empty('No alerts.', 'One appears when a sensor is silent, a reading passes a limit, or a metric is unusual. The API keeps the last 10,000.');
}
