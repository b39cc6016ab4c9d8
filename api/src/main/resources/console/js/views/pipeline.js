/** The pipeline alive: its picture, and below it what is behind the picture. */

import { get } from '../api.js';
import { fill, h, icon } from '../dom.js';
import { compact, duration, integer, rate, words } from '../format.js';
import { subscribe } from '../live.js';
import { REASONS } from '../reasons.js';
import { href } from '../router.js';
import { completed } from '../topology.js';
import { attention } from '../widgets/attention.js';
import { badge } from '../widgets/badges.js';
import { diagram, isBehind, stageTexts } from '../widgets/diagram.js';
import { spark } from '../widgets/spark.js';
import { empty, failed, loading } from '../widgets/states.js';
import { textWithTimes } from '../widgets/text.js';

/** Samples of the last ten minutes; they outlive the view. */
const HISTORY = 300;
const history = [];

export function title() {
  return 'Pipeline';
}

export function show(main) {
  const picture = diagram();
  const fleet = attention();
  const parts = {
    problems: h('div', { role: 'alert' }), figures: h('div', { class: 'figures' }), rejected: h('div'), connectors: h('div'), nodes: h('div'),
    arrows: h('div'),
  };
  const abort = new AbortController();

  function arrived(report) {
    const pipeline = { ...report, arrows: completed(report.arrows) };
    if (!picture.element.isConnected) fill(main, layout(picture, fleet, parts));
    remember(pipeline);
    picture.show(pipeline);
    fillChanged(parts.problems, problems(pipeline), JSON.stringify(pipeline.problems));
    fill(parts.figures, figures(pipeline));
    fill(parts.rejected, rejected(pipeline));
    fillChanged(parts.connectors, connectors(pipeline), JSON.stringify(pipeline.connectors));
    fillChanged(parts.nodes, nodes(pipeline), JSON.stringify(pipeline.nodes));
    fill(parts.arrows, arrowTable(pipeline));
  }

  async function load() {
    fill(main, loading('the pipeline'));
    try {
      arrived(await get('v1/pipeline', {}, { signal: abort.signal }));
    } catch (error) {
      if (!abort.signal.aborted) fill(main, failed(error, load));
    }
  }

  load();
  subscribe([], { pipeline: arrived });
  return {
    close: () => {
      abort.abort();
      picture.close();
      fleet.close();
    },
  };
}

function layout(picture, fleet, { problems: trouble, figures: numbers, rejected: refused, connectors: connectorList, nodes: nodeList, arrows }) {
  return h('div', { class: 'page' },
    h('h1', { class: 'hidden' }, 'Pipeline'), trouble, fleet.element, numbers,
    h('section', { class: 'panel', 'aria-label': 'Picture of the pipeline' }, picture.element,
      h('details', { class: 'as-table' }, h('summary', {}, 'As a table'), h('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': 'Arrows' }, arrows))),
    h('div', { class: 'panels' },
      panel('Rejected, by reason', refused), panel('Connectors', connectorList), panel('Servers', nodeList)));
}

function panel(name, content) {
  return h('section', { class: 'panel', 'aria-label': name }, h('h2', {}, name), content);
}

function problems({ healthy, problems: list }) {
  if (healthy) return null;
  return h('div', { class: 'banner critical' }, icon('diamond'),
    list.length === 0 ? 'The pipeline is not healthy.' : h('ul', {}, list.map((problem) => h('li', {}, textWithTimes(problem)))));
}

function remember(pipeline) {
  history.push({ time: Date.parse(pipeline.time), ...totals(pipeline) });
  if (history.length > HISTORY) history.shift();
}

/** @returns {{input: number, valid: number, rejected: number, alerts: number, lag: number}} records per second, lag in records */
function totals({ stages, arrows }) {
  const rateOf = (name) => stages.find((stage) => stage.name === name)?.rate ?? 0;
  return {
    input: rateOf('sensor-events'), valid: rateOf('validated-events'), rejected: rateOf('rejected-events'), alerts: rateOf('sensor-alerts'),
    lag: Math.max(0, ...arrows.map((arrow) => arrow.lag ?? 0)),
  };
}

function figures(pipeline) {
  const now = totals(pipeline);
  const share = pipeline.rejected_share > 0 ? `${(100 * pipeline.rejected_share).toLocaleString('en', { maximumSignificantDigits: 2 })} % of the input` : 'rejected-events';
  const longest = pipeline.arrows.reduce((most, arrow) => ((arrow.lag ?? 0) > (most.lag ?? 0) ? arrow : most), {});
  return [
    figure('Input', rate(now.input), 'sensor-events', 'input'),
    figure('Validated', rate(now.valid), 'validated-events', 'valid'),
    figure('Rejected', rate(now.rejected), share, 'rejected'),
    figure('Alerts', now.alerts > 0 && now.alerts < 1 ? `${(now.alerts * 60).toFixed(1)}/min` : rate(now.alerts), 'sensor-alerts', 'alerts'),
    figure('Largest lag', integer(now.lag), now.lag > 0 ? lagText(pipeline, longest) : 'nothing waits', 'lag', behind(pipeline, longest)),
  ];
}

function figure(name, value, note, field, marked = false) {
  const points = history.map((sample) => [sample.time, sample[field]]);
  const from = Math.min(points[0][0], points.at(-1)[0] - 60_000);
  return h('div', { class: `figure ${marked ? 'warning' : ''}` },
    h('div', { class: 'figure-name' }, name), h('div', { class: 'figure-value' }, value), h('div', { class: 'figure-note' }, note),
    spark(points, { from, to: points.at(-1)[0] + 1, gap: 10_000 }, `${name} since the page was opened, at most ten minutes`));
}

function lagText(pipeline, arrow) {
  const reader = arrow.to?.replace('connect:', 'connector ');
  const perSecond = readingRate(pipeline, arrow);
  return perSecond > 0 ? `${reader}, ${duration((1000 * arrow.lag) / perSecond)} behind` : reader;
}

function readingRate({ stages }, arrow) {
  return arrow.rate ?? stages.find((stage) => stage.name === arrow.from)?.rate ?? 0;
}

function behind(pipeline, arrow) {
  return isBehind(arrow, readingRate(pipeline, arrow));
}

function rejected(pipeline) {
  const reasons = Object.entries(pipeline.rejected).filter(([, { total }]) => total > 0).sort((a, b) => b[1].total - a[1].total);
  if (reasons.length === 0) return empty('Nothing was rejected.');
  const most = reasons[0][1].total;
  return h('table', { class: 'bars' },
    h('thead', { class: 'hidden' }, h('tr', {}, ['Reason', 'Records', 'Rate'].map((text) => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, reasons.map(([reason, { total, rate: perSecond }]) => h('tr', {},
      h('th', { scope: 'row' }, h('a', { href: href('quarantine', { reason }), title: REASONS[reason]?.meaning }, words(reason)), bar(total / most)),
      h('td', { class: 'number', title: integer(total) }, compact(total)),
      h('td', { class: 'number muted' }, rate(perSecond))))));
}

function bar(share) {
  return h('progress', { class: 'bar', max: '1', value: String(share), 'aria-hidden': 'true', tabindex: '-1' });
}

function connectors({ connectors: list }) {
  if (list.length === 0) return empty('There are no connectors.', './pipeline setup registers them.');
  return h('ul', { class: 'rows' }, list.map(({ name, state, tasks }) => h('li', {},
    h('div', { class: 'row spread' }, h('span', {}, name), badge(state === 'RUNNING' ? 'ok' : 'critical', words(state))),
    h('div', { class: 'row wrap muted' }, tasks.map((task) => badge(task.state === 'RUNNING' ? 'ok' : 'critical', `task ${task.id} ${words(task.state).toLowerCase()}`))),
    tasks.filter((task) => task.error).map((task) => h('details', {},
      h('summary', {}, `Why task ${task.id} ${words(task.state).toLowerCase()}`), h('pre', { class: 'block', tabindex: '0' }, task.error))))));
}

function nodes({ nodes: list }) {
  return h('ul', { class: 'rows' }, list.map(({ service, address, up, detail }) => h('li', { class: 'row spread' },
    h('span', { class: 'grow' }, service, ' ', h('span', { class: 'muted' }, [address, detail].filter(Boolean).join(' · '))),
    badge(up ? 'ok' : 'critical', up ? 'Up' : 'Down'))));
}

function arrowTable(pipeline) {
  const texts = stageTexts(pipeline);
  return h('table', { class: 'table' },
    h('thead', {}, h('tr', {}, ['From', 'To', 'Rate', 'Lag', 'Behind', 'State'].map((text) => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, pipeline.arrows.map((arrow) => {
      const perSecond = readingRate(pipeline, arrow);
      const down = [arrow.from, arrow.to].filter((name) => texts.get(name)?.down);
      return h('tr', {},
        h('td', {}, arrow.from), h('td', {}, arrow.to),
        h('td', { class: 'number' }, arrow.rate === undefined ? '–' : rate(arrow.rate)),
        h('td', { class: 'number' }, arrow.lag === undefined ? '–' : integer(arrow.lag)),
        h('td', { class: 'number' }, arrow.lag === undefined || perSecond === 0 ? '–' : duration((1000 * arrow.lag) / perSecond)),
        h('td', {}, down.length === 0 ? 'up' : `${down.join(', ')} down`));
    })));
}

/** Keeps what a person has opened or selected, as long as nothing has changed. */
function fillChanged(element, content, key) {
  if (element.dataset.key === key) return;
  element.dataset.key = key;
  fill(element, content);
}
