/** The alerts of the whole fleet, newest first and live. */

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { words } from '../format.js';
import { subscribe } from '../live.js';
import { href, replace } from '../router.js';
import { alertHead, alertKey, alertRow } from '../widgets/alert-row.js';
import { feed, isOfSensor } from '../widgets/feed.js';
import { choice, searchBox } from '../widgets/filters.js';
import { empty } from '../widgets/states.js';

const KINDS = ['ANOMALY', 'THRESHOLD', 'SILENT', 'ANOMALY_ENDED', 'THRESHOLD_ENDED', 'RESUMED'];
const SEVERITIES = [['CRITICAL', 'critical'], ['WARNING', 'warning'], ['INFO', 'info']];

export function title() {
  return 'Alerts';
}

export function show(main, { query }) {
  const filters = Object.fromEntries(['kind', 'severity', 'sensor', 'search'].map((name) => [name, query.get(name) ?? '']));
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
    kinds.show([{ value: '', text: 'All' }, ...KINDS.map((value) => ({ value, text: words(value) }))], filters.kind);
    severities.show([{ value: '', text: 'All' }, ...SEVERITIES.map(([value, tone]) => ({ value, text: words(value), tone }))], filters.severity);
  }

  fill(main, h('div', { class: 'page' },
    h('div', { class: 'sticky row wrap' }, h('h1', { class: 'hidden' }, 'Alerts'), severities.element, kinds.element,
      searchBox({ label: 'Sensor id', placeholder: 'Part of the sensor id', value: filters.sensor || filters.search, change: (search) => filter({ sensor: '', search }) })),
    list.element));
  showFilters();
  list.load();
  subscribe(['alerts'], { alert: (alert) => matches(alert, filters) && list.add(alert), opened: list.catchUp, dropped: list.catchUp });
  return { close: () => {} };
}

function matches(alert, { kind, severity, ...ids }) {
  return (!kind || alert.kind === kind) && (!severity || alert.severity === severity) && isOfSensor(alert.sensor_id, ids);
}

function nothing(filters) {
  if (Object.values(filters).some(Boolean)) return empty('No alert matches.', h('a', { href: '#/alerts' }, 'Show all alerts'));
  return empty('No alerts.', 'One appears when a sensor is silent, a reading passes a limit, or, after three days of readings, a metric is unusual. The API keeps the last 10,000.');
}
