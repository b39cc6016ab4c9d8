/** One sensor: facts, the chart of a metric, its alerts and what of it was rejected. */

import { beginningOf, expectedReading, markText } from '../alerts.js';
import { get, sensorPath } from '../api.js';
import { fill, foreign, h, icon } from '../dom.js';
import { duration, integer, localTime, plural, reading, timeSpan, utcTime, words } from '../format.js';
import { left } from '../left.js';
import { subscribe } from '../live.js';
import * as ranges from '../range.js';
import { detailOf } from '../reasons.js';
import { href, push, replace } from '../router.js';
import { lastUntil, load } from '../sensor-data.js';
import { alertKey, alertRow } from '../widgets/alert-row.js';
import { severityBadge, stateBadge, toneOf } from '../widgets/badges.js';
import { chart } from '../widgets/chart.js';
import { at } from '../widgets/clock.js';
import { copyButton } from '../widgets/copy.js';
import { select } from '../widgets/filters.js';
import { readingsTable } from '../widgets/readings-table.js';
import { sensorFacts, undescribed } from '../widgets/sensor-facts.js';
import { empty, failed, loading } from '../widgets/states.js';
import { textWithTimes } from '../widgets/text.js';

/** How often a range that follows now moves, and how often its hours are read again. */
const TICK = 1000;
const REFRESH = 60_000;
/** Steps of a wheel or of a key that is held follow each other within this; Back undoes them together. */
const BURST = 800;
const SHORT_LIST = 20;
const MARKS = 1000;

export function title({ id }) {
  return id;
}

export function show(main, route) {
  const view = new SensorView(main, route);
  return { close: () => view.close(), update: (next) => view.update(next) };
}

class SensorView {
  #main;
  #id;
  #range;
  #metric;
  #sensor = null;
  #data = null;
  #alerts = [];
  #alertsRead = Promise.resolve();
  /** Of alerts, by their keys: one that was opened stays open. */
  #alertRows = new Map();
  #abort = new AbortController();
  #loading = new AbortController();
  #timers = [];
  #drawAsked = false;
  #steppedAt = 0;
  #chart = chart({
    select: (from, to) => this.#go({ ...ranges.clamp(from, to, Date.now()), preset: null }),
    pan: (by) => this.#pan(by),
    zoom: (factor) => this.#zoom(factor),
    now: () => this.#go(this.#untilNow()),
    reset: () => this.#preset(ranges.DEFAULT_PRESET),
    describe: (index) => this.#describe(index),
  });
  #details;
  #heading = h('h1', { tabindex: '-1' });
  #parts = Object.fromEntries(['badges', 'facts', 'presets', 'metric', 'note', 'span', 'table', 'alerts', 'rejected'].map((name) => [name, h('div')]));

  #query;
  #entered;

  constructor(main, { id, query, entered }) {
    this.#main = main;
    this.#id = id;
    this.#query = query;
    this.#entered = entered;
    this.#range = ranges.fromQuery(query, Date.now());
    this.#metric = query.get('metric');
    this.#open();
  }

  /** @returns {boolean} whether the address is one of this sensor */
  update({ id, query }) {
    if (id !== this.#id || this.#sensor === null) return false;
    this.#metric = query.get('metric') || this.#metric;
    this.#steppedAt = 0;
    this.#keepMetric(query);
    this.#showRangeOf(query);
    return true;
  }

  close() {
    this.#abort.abort();
    this.#loading.abort();
    this.#timers.forEach(clearInterval);
    this.#chart.close();
  }

  async #open() {
    fill(this.#main, loading('the sensor'));
    try {
      this.#sensor = await this.#get(sensorPath(this.#id));
    } catch (error) {
      if (!this.#abort.signal.aborted) fill(this.#main, back(), failed(error, () => this.#open()));
      return;
    }
    this.#metric ||= Object.keys(this.#sensor.readings)[0] ?? '';
    this.#keepMetric(this.#query);
    fill(this.#main, this.#layout());
    this.#showSensor();
    // The link that led here is gone, and the focus with it.
    if (this.#entered && document.activeElement === document.body) this.#heading.focus({ preventScroll: true });
    this.#alertsRead = this.#loadAlerts();
    this.#showRangeOf(this.#query);
    this.#loadRejected();
    const catchUp = () => this.#data && this.#load({ quiet: true });
    subscribe(['readings', 'alerts'], {
      reading: (event) => this.#hear(event), alert: (alert) => this.#hearAlert(alert), opened: catchUp, dropped: catchUp,
    }, [this.#id]);
    this.#timers = [
      setInterval(() => this.#tick(), TICK),
      setInterval(() => this.#range.follows && this.#load({ quiet: true }), REFRESH),
      setInterval(() => this.#refresh(), REFRESH / 4),
    ];
  }

  /** So that Back shows it again after another one was chosen. */
  #keepMetric(query) {
    if (this.#metric && !query.get('metric')) replace(href('sensors', { ...Object.fromEntries(query), metric: this.#metric }, this.#id));
  }

  #get(path, parameters) {
    return get(path, parameters, { signal: this.#abort.signal });
  }

  #layout() {
    const { badges, facts, presets, metric, note, span, table, alerts, rejected } = this.#parts;
    badges.className = 'row wrap badges';
    this.#details = h('details', { class: 'as-table', ontoggle: () => this.#showTable() }, h('summary', {}, 'As a table'), table);
    metric.className = 'row';
    presets.className = 'choice';
    presets.setAttribute('role', 'group');
    presets.setAttribute('aria-label', 'Range');
    span.className = 'grow muted span';
    // The chart is above, perhaps out of sight.
    alerts.addEventListener('click', (event) => event.target.closest('a.what') && this.#chart.element.scrollIntoView({ block: 'nearest' }));
    return h('div', { class: 'page' },
      h('div', {}, back(), h('div', { class: 'row wrap sensor-head' }, this.#heading, badges, copyButton(this.#id, 'sensor id'))), facts,
      h('section', { class: 'panel', 'aria-label': 'Chart' },
        h('div', { class: 'row wrap tools' }, metric, presets, span,
          h('div', { class: 'row' },
            tool('left', 'Earlier', () => this.#pan(-0.5)),
            tool('right', 'Later', () => this.#pan(0.5)),
            tool('minus', 'Zoom out', () => this.#zoom(2)),
            tool('plus', 'Zoom in', () => this.#zoom(0.5)),
            h('button', { type: 'button', class: 'button small', onclick: () => this.#go(this.#untilNow()) }, 'Now'))),
        note, this.#chart.element, this.#details),
      h('div', { class: 'panels two' },
        h('section', { class: 'panel', 'aria-label': 'Alerts of this sensor' }, h('h2', {}, 'Alerts'), alerts),
        h('section', { class: 'panel', 'aria-label': 'Rejected events of this sensor' }, h('h2', {}, 'Rejected'), rejected)));
  }

  #showSensor() {
    const sensor = this.#sensor;
    fill(this.#heading, foreign(sensor.name || sensor.sensor_id));
    // The state says that the sensor is silent.
    const alerts = sensor.alerts.filter(({ kind }) => kind !== sensor.state);
    fill(this.#parts.badges, stateBadge(sensor.state),
      alerts.map((alert) => severityBadge(alert.severity, [words(alert.kind), alert.metric].filter(Boolean).join(' '))),
      sensor.name && foreign(sensor.sensor_id, { class: 'id muted' }));
    fill(this.#parts.facts, sensorFacts(sensor), undescribed(sensor));
  }

  #showTools() {
    const metrics = Object.entries(this.#sensor.readings);
    if (this.#metric && !(this.#metric in this.#sensor.readings)) metrics.push([this.#metric, { unit: '', value: null }]);
    fill(this.#parts.metric, select('Metric', metrics.map(([metric, { unit }]) => [metric, unit ? `${metric} (${unit})` : metric]), this.#metric, (metric) => {
      this.#metric = metric;
      this.#go(this.#range);
    }));
    fill(this.#parts.presets, [...ranges.PRESETS.keys()].map((preset) => h('button', {
      type: 'button', class: 'chip', 'aria-pressed': String(this.#range.preset === preset), onclick: () => this.#preset(preset),
    }, preset)));
    this.#showSpan();
  }

  #showSpan() {
    const { from, to, follows } = this.#range;
    fill(this.#parts.span, h('span', { title: `${utcTime(from)} – ${utcTime(to)}` }, follows ? `last ${duration(to - from)}` : `${localTime(from)} – ${localTime(to)}`));
  }

  #preset(preset) {
    this.#go(ranges.fromQuery(new URLSearchParams({ range: preset }), Date.now()));
  }

  async #showRangeOf(query) {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const range = await this.#rangeOf(query, signal);
    if (signal.aborted) return;
    this.#range = range;
    this.#showTools();
    this.#load();
  }

  async #rangeOf(query, signal) {
    const ended = ranges.endedOf(query);
    if (ended !== null) {
      await this.#alertsRead;
      return { ...ranges.untilEnd(beginningOf(this.#alerts, this.#metric, ended), ended, Date.now()), preset: null };
    }
    const until = ranges.untilOf(query);
    if (until === null) return ranges.fromQuery(query, Date.now(), this.#newest());
    const last = await lastUntil(this.#id, this.#metric, Math.min(until, Date.now()), signal).catch(() => null);
    return { ...ranges.endingAt(last ?? until, ranges.LONGEST_READINGS, Date.now()), preset: null };
  }

  #newest() {
    return this.#sensor.newest_reading === null ? null : Date.parse(this.#sensor.newest_reading);
  }

  #untilNow() {
    const { preset, from, to } = this.#range;
    const now = Date.now();
    return { from: now - (to - from), to: now, follows: true, preset };
  }

  #pan(by) {
    this.#step(ranges.pan(this.#range, by, Date.now()));
  }

  #zoom(factor) {
    this.#step(ranges.zoom(this.#range, factor, Date.now()));
  }

  #step(range) {
    const now = Date.now();
    const change = now - this.#steppedAt < BURST ? replace : push;
    this.#go({ ...range, preset: null }, change);
    this.#steppedAt = now;
  }

  /** @param {(address: string) => void} [change] of the address */
  #go(range, change = push) {
    this.#range = range;
    this.#steppedAt = 0;
    change(href('sensors', { metric: this.#metric, ...ranges.toQuery(range) }, this.#id));
    this.#showTools();
    this.#draw();
    this.#load();
  }

  async #load({ quiet = false } = {}) {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const wait = setTimeout(() => !quiet && this.#chart.element.classList.add('busy'), 200);
    try {
      this.#data = this.#metric ? await load(this.#id, this.#metric, this.#range, this.#newest(), signal) : null;
      if (signal.aborted) return;
      this.#showNote();
      this.#draw();
      // Not after each quiet refresh: a reader of the table would lose the place.
      if (!quiet) this.#showTable();
    } catch (error) {
      if (!signal.aborted && !quiet) fill(this.#parts.note, failed(error, () => this.#load()));
    } finally {
      clearTimeout(wait);
      if (!signal.aborted) this.#chart.element.classList.remove('busy');
    }
  }

  #showNote() {
    const note = noteOf(this.#data, this.#sensor);
    const newest = this.#newest();
    const elsewhere = this.#isEmpty() && newest !== null && (newest < this.#range.from || newest >= this.#range.to);
    const width = this.#range.to - this.#range.from;
    fill(this.#parts.note, note && h('p', { class: 'row wrap muted note' }, note,
      elsewhere && h('button', {
        type: 'button', class: 'button small', onclick: () => this.#go({ ...ranges.endingAt(newest, width, Date.now()), preset: null }),
      }, 'Go to the newest reading')));
  }

  #isEmpty() {
    return this.#data !== null && this.#columns().times.length === 0;
  }

  /** At most once per frame, whatever changes. */
  #draw() {
    if (this.#drawAsked) return;
    this.#drawAsked = true;
    requestAnimationFrame(() => {
      this.#drawAsked = false;
      if (this.#data === null || this.#abort.signal.aborted) return;
      const unit = this.#unit();
      this.#chart.show({
        ...this.#columns(), hours: this.#data.hours, drawn: this.#data.drawn, unit, from: this.#range.from, to: this.#range.to, marks: this.#marks(),
        label: `${this.#metric}${unit && `, ${unit}`}, ${localTime(this.#range.from)} to ${localTime(this.#range.to)}`,
      });
    });
  }

  #columns() {
    const interval = this.#sensor.expected_interval_s;
    return this.#data.columns(interval === null ? null : 1000 * interval);
  }

  #unit() {
    return this.#sensor.readings[this.#metric]?.unit ?? '';
  }

  #marks() {
    return this.#alerts.filter((alert) => alert.metric === this.#metric || alert.metric === '')
      .map((alert) => ({ time: Date.parse(alert.time), tone: toneOf(alert.severity), expected: expectedReading(alert), text: markText(alert, localTime(Date.parse(alert.time))) })).sort((a, b) => a.time - b.time);
  }

  /** @returns {string[]} the value, when, and what else is known */
  #describe(index) {
    const { times, columns } = this.#columns();
    const value = reading(columns[0][index], this.#unit());
    if (!this.#data.hours) return [value, localTime(times[index])];
    const hour = this.#data.at(times[index]);
    if (hour === undefined) return [value, localTime(times[index])];
    return [`mean ${value}`, timeSpan(hour.start, hour.end),
      `${reading(hour.min, this.#unit())} to ${reading(hour.max, this.#unit())}`, plural(hour.count, 'reading'), ...(hour.closed ? [] : ['may still change'])];
  }

  #tick() {
    if (!this.#range.follows || document.visibilityState === 'hidden') return;
    const now = Date.now();
    const width = this.#range.to - this.#range.from;
    // Less than a pixel is not worth a frame.
    if (now - this.#range.to < width / 2000) return;
    this.#range = { ...this.#range, from: now - width, to: now };
    this.#draw();
  }

  async #refresh() {
    if (document.visibilityState === 'hidden') return;
    try {
      this.#sensor = await this.#get(sensorPath(this.#id));
      this.#showSensor();
    } catch {
      // The header says that the page is not live.
    }
  }

  #hear({ sensor_id: id, time, measurements }) {
    if (id !== this.#id) return;
    const ms = Date.parse(time);
    this.#sensor.last_heard = new Date().toISOString();
    if (ms > (this.#newest() ?? -Infinity)) this.#sensor.newest_reading = time;
    const heard = this.#parts.facts.querySelector('time');
    if (heard) heard.dataset.since = Date.now();
    if (this.#data === null || !(this.#metric in measurements) || (!this.#range.follows && ms >= this.#range.to)) return;
    this.#data.add(ms, measurements[this.#metric], this.#range.from);
    this.#draw();
  }

  #hearAlert(alert) {
    if (alert.sensor_id !== this.#id || this.#alerts.some((known) => alertKey(known) === alertKey(alert))) return;
    this.#alerts.unshift(alert);
    this.#showAlerts();
    this.#draw();
    this.#refresh();
  }

  async #loadAlerts() {
    fill(this.#parts.alerts, loading('alerts'));
    try {
      this.#alerts = (await this.#get(sensorPath(this.#id, 'alerts'), { limit: MARKS })).items;
      this.#showAlerts();
      this.#draw();
    } catch (error) {
      if (!this.#abort.signal.aborted) fill(this.#parts.alerts, failed(error, () => this.#loadAlerts()));
    }
  }

  #showAlerts() {
    const newest = [...this.#alerts].sort((a, b) => b.time.localeCompare(a.time));
    fill(this.#parts.alerts, newest.length === 0 ? empty('No alerts.')
      : [h('ul', { class: 'rows compact' }, newest.slice(0, SHORT_LIST).map((alert) => this.#alertRow(alert))),
        newest.length > SHORT_LIST && h('p', { class: 'muted note' }, `The newest ${SHORT_LIST} of ${integer(newest.length)}; the chart marks all. `,
          h('a', { href: href('alerts', { sensor: this.#id }) }, 'Those in the list of alerts'))]);
  }

  #alertRow(alert) {
    const key = alertKey(alert);
    if (!this.#alertRows.has(key)) this.#alertRows.set(key, alertRow(alert, { withSensor: false }));
    return this.#alertRows.get(key);
  }

  async #loadRejected() {
    fill(this.#parts.rejected, loading('rejected events'));
    try {
      const { items, next } = await this.#get('v1/quarantine', { sensor: this.#id, limit: SHORT_LIST });
      fill(this.#parts.rejected, items.length === 0 ? empty('Nothing of this sensor was rejected.')
        : [h('ul', { class: 'rows compact' }, items.map((item) => h('li', { class: 'rejected-row' },
          h('span', { class: 'when' }, at(item.rejected_at)), h('a', { href: href('quarantine', { sensor: this.#id, item: item.id }) }, words(item.reason)),
          h('span', { class: 'detail muted' }, textWithTimes(detailOf(item), { title: detailOf(item) }))))),
        next !== null && h('p', { class: 'note' }, h('a', { href: href('quarantine', { sensor: this.#id }) }, 'All rejected events of this sensor'))]);
    } catch (error) {
      if (!this.#abort.signal.aborted) fill(this.#parts.rejected, failed(error, () => this.#loadRejected()));
    }
  }

  #showTable() {
    fill(this.#parts.table, this.#details.open && this.#data !== null && readingsTable(this.#metric, this.#unit(), this.#columns(), this.#data.hours && ((at) => this.#data.at(at))));
  }
}

function noteOf(data, sensor) {
  if (data === null) return sensor.last_heard === null ? 'This sensor is only described; nothing was heard from it yet.' : 'This sensor has no readings.';
  const { times } = data.columns(sensor.expected_interval_s === null ? null : 1000 * sensor.expected_interval_s);
  if (times.length === 0) return `No readings in this range.${sensor.newest_reading ? ` The newest one is from ${localTime(Date.parse(sensor.newest_reading))}.` : ''}`;
  if (data.truncated) return 'There are more readings in this range than a chart can show; the newest are here. Zoom in to see the others.';
  if (data.openHours === 'stored') return 'The streams app does not answer: hours that may still change are as they were last written.';
  return null;
}

function back() {
  return h('a', { class: 'back', href: left.address }, icon('left'), 'Fleet');
}

function tool(name, label, press) {
  return h('button', { type: 'button', class: 'button icon-only', 'aria-label': label, title: label, onclick: press }, icon(name));
}
