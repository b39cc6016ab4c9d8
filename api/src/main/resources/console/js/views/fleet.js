/** All sensors, those that need attention first. */

import { fitting, get } from '../api.js';
import { latelyOf } from '../attention.js';
import { afterQuiet, fill, h, icon, visible } from '../dom.js';
import { integer, plural, words } from '../format.js';
import { left } from '../left.js';
import { subscribe } from '../live.js';
import { countMetrics, metricChoices } from '../metric-names.js';
import { Pages } from '../pages.js';
import { href, replace } from '../router.js';
import { recentAlerts } from '../widgets/attention.js';
import { choice, searchBox, select } from '../widgets/filters.js';
import { COLUMNS, sensorRow } from '../widgets/sensor-row.js';
import { empty, failed, loading } from '../widgets/states.js';
import { virtualList } from '../widgets/virtual-list.js';

const PAGE = 200;
const REFRESH = 10_000;
const SPARK_AGE = 300_000;
/** The API sends readings of at most 50 sensors, and spark lines of at most 100. */
const MOST_LIVE = 50;
const MOST_SPARKS = 100;
const FEW_TAGS = 8;
const SORTS = [['attention', 'Attention first'], ['id', 'By id'], ['last_heard', 'Last heard first']];
/** In the address: the filters are shown, though the page is narrow. */
const OPEN = 'open';
const TONES = { ACTIVE: 'ok', SILENT: 'warning', NEVER_HEARD: 'none' };

export function title() {
  return 'Fleet';
}

export function show(main, route) {
  return new Fleet(main, route.query).handle();
}

class Fleet {
  #filters;
  /** Whose spark lines are shown; empty: of each sensor its first one. */
  #metric;
  /** Of the sensors that are read. */
  #metrics = new Map();
  #open;
  #main;
  #pages;
  #sparks = new Map();
  #live = { key: '', indices: new Map() };
  #turn = 0;
  #timer = 0;
  #list = virtualList({
    create: () => {
      const row = sensorRow();
      return { element: row.element, show: (index) => this.#showRow(row, index) };
    },
    seen: (from, to) => this.#seen(from, to),
  });
  #body = h('div');
  #total = h('p', { class: 'muted', role: 'status' });
  #states = choice('State', (state) => this.#filter({ state }));
  #alerts = choice('Alerts', (alerts) => this.#filter({ alerts }));
  #tags = choice('Tags', (tag) => this.#filter({ tag }));
  #kind = h('span');
  #lines = h('span');
  #moreTags = h('span');
  #bar = h('div', { class: 'sticky filter-bar' });
  #toggle = h('button', { type: 'button', class: 'button filter-toggle', onclick: () => this.#toggleFilters() }, 'Filters', icon('down'));
  /** On a narrow page, where the filters are hidden. */
  #chosen = h('span', { class: 'chosen', role: 'group', 'aria-label': 'Chosen filters' });
  #settled = afterQuiet(() => this.#listen(), 1200);
  #sparkSoon = afterQuiet(() => this.#loadSparks(), 150);

  constructor(main, query) {
    this.#main = main;
    this.#filters = Object.fromEntries(['q', 'state', 'tag', 'kind', 'alerts', 'sort'].map((name) => [name, query.get(name) ?? '']));
    this.#metric = query.get('metric') ?? '';
    this.#open = query.get('filters') === OPEN;
    this.#layout();
    subscribe([], {});
    this.#start(left.address === this.#address() ? left.scroll : 0);
  }

  handle() {
    return {
      close: () => {
        Object.assign(left, { address: this.#address(), scroll: scrollY });
        this.#turn++;
        clearInterval(this.#timer);
        this.#settled.cancel();
        this.#sparkSoon.cancel();
        this.#list.close();
      },
    };
  }

  #layout() {
    const search = searchBox({ label: 'Search sensors', placeholder: 'Id, name, place or owner', value: this.#filters.q, change: (q) => this.#filter({ q }) });
    const order = select('Order', SORTS, this.#filters.sort || 'attention', (sort) => this.#filter({ sort }));
    [this.#states.element, this.#alerts.element, order, this.#tags.element, this.#moreTags, this.#kind, this.#lines]
      .forEach((filter) => filter.classList.add('filter'));
    fill(this.#bar,
      h('div', { class: 'row wrap' }, h('h1', { class: 'hidden' }, 'Fleet'), this.#toggle, this.#states.element, this.#alerts.element, search),
      h('div', { class: 'row wrap tags' }, this.#total, this.#tags.element, this.#moreTags, this.#kind, this.#chosen,
        h('div', { class: 'row list-options' }, this.#lines, order)));
    fill(this.#main, h('div', { class: 'page' }, this.#bar, this.#body));
    this.#showFilters();
    this.#showChosen();
  }

  #toggleFilters() {
    this.#open = !this.#open;
    replace(this.#address());
    this.#showFilters();
  }

  /** On a wide page they are always shown. */
  #showFilters() {
    this.#bar.classList.toggle('open', this.#open);
    this.#toggle.setAttribute('aria-expanded', String(this.#open));
  }

  /** Reads the list anew, with the filters of now. */
  async #start(scroll) {
    const turn = ++this.#turn;
    clearInterval(this.#timer);
    this.#metrics.clear();
    this.#pages = new Pages((cursor) => this.#read(cursor, turn), PAGE);
    if (!this.#list.element.isConnected) fill(this.#body, loading('the sensors'));
    this.#body.setAttribute('aria-busy', 'true');
    try {
      do await this.#pages.need(0, this.#pages.length + PAGE);
      while (scroll > 0 && !this.#pages.complete && this.#pages.length * 40 < scroll + innerHeight && turn === this.#turn);
      if (turn !== this.#turn) return;
      this.#showList();
      if (scroll > 0) requestAnimationFrame(() => scrollTo(0, scroll));
      this.#timer = setInterval(() => this.#refresh(), REFRESH);
    } catch (error) {
      if (turn === this.#turn) fill(this.#body, failed(error, () => this.#start(0)));
    } finally {
      if (turn === this.#turn) this.#body.removeAttribute('aria-busy');
    }
  }

  async #read(cursor, turn) {
    const answer = await get('v1/sensors', { ...this.#filters, limit: PAGE, cursor });
    if (turn === this.#turn) {
      this.#showCounts(answer);
      countMetrics(this.#metrics, answer.items);
      this.#showMetrics(answer);
    }
    return answer;
  }

  #showList() {
    if (this.#pages.length === 0) {
      fill(this.#body, this.#filtered() ? nothingFound(this.#filters) : noSensors());
      return;
    }
    if (!this.#list.element.isConnected) fill(this.#body, table(this.#list.element));
    this.#resize();
    this.#list.refresh();
  }

  #resize() {
    this.#list.resize(this.#pages.length + (this.#pages.complete ? 0 : 20));
  }

  #address() {
    return href('fleet', { ...this.#filters, metric: this.#metric, filters: this.#open ? OPEN : '' });
  }

  #filtered() {
    const { q, state, tag, kind, alerts } = this.#filters;
    return Boolean(q || state || tag || kind || alerts);
  }

  #filter(change) {
    Object.assign(this.#filters, change);
    replace(this.#address());
    this.#showChosen();
    scrollTo(0, 0);
    this.#start(0);
  }

  #showCounts({ matching, total, states, tags, alerts }) {
    const { state, tag, kind } = this.#filters;
    const sum = Object.values(states).reduce((a, b) => a + b, 0);
    this.#states.show([{ value: '', text: 'All', count: sum },
      ...Object.entries(states).map(([value, count]) => ({ value, text: words(value), count, tone: TONES[value] }))], state);
    this.#alerts.show([{ value: 'OPEN', text: 'With open alerts', count: alerts.sensors, tone: 'warning' }], this.#filters.alerts);
    const { few, more } = tagsOf(tags, tag);
    this.#tags.show(few, tag);
    fill(this.#moreTags, more.length > 0 && select('More tags', [['', 'More tags'], ...more.map(({ value, count }) => [value, `${value} (${integer(count)})`])], '', (next) => this.#filter({ tag: next })));
    fill(this.#kind, kind && this.#remover('kind', `Kind ${kind}`));
    this.#total.textContent = matching === total ? plural(total, 'sensor') : `${integer(matching)} of ${plural(total, 'sensor')}`;
  }

  #showChosen() {
    const { state, tag, kind, alerts } = this.#filters;
    const hadFocus = this.#chosen.contains(document.activeElement);
    fill(this.#chosen, state && this.#remover('state', words(state)), alerts && this.#remover('alerts', 'With open alerts'),
      tag && this.#remover('tag', tag), kind && this.#remover('kind', `Kind ${kind}`));
    if (hadFocus) (this.#chosen.firstElementChild ?? this.#toggle).focus();
  }

  #remover(filter, text) {
    return h('button', { type: 'button', class: 'chip', 'aria-pressed': 'true', onclick: () => this.#filter({ [filter]: '' }) }, h('span', {}, visible(text)), ' ×');
  }

  /** Not while a person has the list open: it would close. */
  #showMetrics(fleet) {
    const { names, more } = metricChoices(fleet, this.#metrics, this.#metric);
    const key = JSON.stringify([names, more]);
    if (key === this.#lines.dataset.key || this.#lines.contains(document.activeElement)) return;
    this.#lines.dataset.key = key;
    const options = [['', 'Last 24 hours: first metric'], ...names.map((name) => [name, `Last 24 hours: ${visible(name)}`])];
    if (more > 0) options.push(['', `${plural(more, 'rarer metric')}: search for a sensor that has it`, true]);
    fill(this.#lines, names.length > 0 && select('Metric of the last 24 hours', options, this.#metric, (metric) => this.#chooseMetric(metric)));
  }

  #chooseMetric(metric) {
    this.#metric = metric;
    replace(this.#address());
    this.#sparks.clear();
    this.#list.refresh();
    this.#loadSparks();
  }

  #showRow(row, index) {
    const sensor = this.#pages.at(index);
    row.show(sensor, sensor && this.#sparks.get(sensor.sensor_id)?.line, this.#metric);
  }

  async #seen(from, to) {
    const pages = this.#pages;
    this.#sparkSoon();
    this.#settled();
    try {
      const some = await pages.need(from, to);
      if (some && pages === this.#pages) this.#showList();
    } catch {
      // The next refresh tries again, and the header says that the page is not live.
    }
  }

  async #refresh() {
    if (document.visibilityState === 'hidden') return;
    const pages = this.#pages;
    try {
      await pages.need(...this.#list.visible(), Date.now() - REFRESH / 2);
      if (pages === this.#pages) this.#showList();
    } catch {
      // As above.
    }
  }

  #visibleSensors() {
    const [from, to] = this.#list.visible();
    const sensors = [];
    for (let index = from; index < to; index++) {
      const sensor = this.#pages.at(index);
      if (sensor) sensors.push({ index, sensor });
    }
    return sensors;
  }

  async #loadSparks() {
    const old = Date.now() - SPARK_AGE;
    const ids = this.#visibleSensors().map(({ sensor }) => sensor).filter((sensor) => sensor.last_heard !== null)
      .map((sensor) => sensor.sensor_id).filter((id) => !(this.#sparks.get(id)?.read > old));
    const metric = this.#metric;
    const asked = fitting(ids, MOST_SPARKS);
    if (asked.length === 0) return;
    asked.forEach((id) => this.#sparks.set(id, { line: this.#sparks.get(id)?.line, read: Date.now() }));
    try {
      const { items } = await get('v1/sparklines', { sensor: asked, metric });
      if (metric !== this.#metric) return;
      items.forEach((line) => this.#sparks.set(line.sensor_id, { line, read: Date.now() }));
      this.#list.refresh();
      if (asked.length < ids.length) this.#sparkSoon();
    } catch {
      if (metric === this.#metric) asked.forEach((id) => this.#sparks.delete(id));
    }
  }

  /** The visible sensors, as far as the API allows, show their readings as they come. */
  #listen() {
    const visible = this.#visibleSensors();
    const ids = new Set(fitting(visible.map(({ sensor }) => sensor.sensor_id), MOST_LIVE));
    this.#live.indices = new Map(visible.filter(({ sensor }) => ids.has(sensor.sensor_id)).map(({ index, sensor }) => [sensor.sensor_id, index]));
    if (ids.size > 0) subscribe(['readings'], { reading: (event) => this.#hear(event) }, [...ids]);
    else subscribe([], {});
  }

  #hear({ sensor_id: id, time, measurements }) {
    const index = this.#live.indices.get(id);
    const sensor = index === undefined ? undefined : this.#pages.at(index);
    if (sensor?.sensor_id !== id || Date.parse(time) < Date.parse(sensor.newest_reading ?? 0)) return;
    const readings = { ...sensor.readings };
    for (const [metric, value] of Object.entries(measurements)) readings[metric] = { unit: readings[metric]?.unit ?? '', value };
    this.#pages.set(index, { ...sensor, readings, newest_reading: time, last_heard: new Date().toISOString() });
    this.#list.refresh();
  }
}

function table(rows) {
  return h('div', { class: 'fleet', role: 'table', 'aria-label': 'Sensors' },
    h('div', { role: 'rowgroup', class: 'fleet-head' }, h('div', { role: 'row', class: 'sensor-row head' },
      COLUMNS.map(({ name, className }) => h('div', { role: 'columnheader', class: `cell ${className}` }, name)))),
    rows);
}

/** The most frequent tags, and in any case the chosen one. */
function tagsOf(tags, chosen) {
  const all = Object.entries(tags).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const options = all.map(([value, count]) => ({ value, text: value, count }));
  if (chosen && !(chosen in tags)) options.unshift({ value: chosen, text: chosen, count: 0 });
  const isFew = (option, i) => i < FEW_TAGS || option.value === chosen;
  return { few: options.filter(isFew), more: options.filter((option, i) => !isFew(option, i)) };
}

function nothingFound({ q, state, tag, kind, alerts }) {
  const all = h('a', { href: '#/fleet' }, 'Show all sensors');
  if (!alerts) return empty('No sensor matches.', all);
  return empty(q || state || tag || kind ? 'No sensor that matches has an open alert.' : 'No sensor has an open alert.', lately(), ' · ', all);
}

/** What was odd last night may have ended. @returns {HTMLElement} a link to the alerts, with their number as soon as it is known */
function lately() {
  const link = h('a', { href: '#/alerts' }, 'Alerts of the last 24 h, open or ended');
  recentAlerts().then((recent) => {
    const { text, note } = latelyOf(recent);
    fill(link, `${text}${note && ` ${note}`}, open or ended`);
  }, () => {
    // The link is right without the number.
  });
  return link;
}

function noSensors() {
  return empty('There are no sensors yet.', 'A sensor appears with its first reading. Send one:',
    h('pre', { class: 'block', tabindex: '0' }, `curl http://127.0.0.1:8094/v1/events --json '{"sensor_id": "hall-1", "event_time": '$(date +%s)', "event_time_unit": "s", "measurements": {"temperature": 21.5}}'`),
    'Or let 100 simulated sensors send: ', h('code', {}, './pipeline demo'));
}
