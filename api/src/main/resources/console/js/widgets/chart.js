/**
 * The chart of one metric: single readings, or hours with their mean between minimum and maximum.
 *
 * @typedef {{time: number, tone: string, text: string[], expected: number|null}} Mark of an alert, epoch ms; expected: reading, where it is known
 * @typedef {{hours: boolean, drawn: string, times: number[], columns: (number|null)[][], unit: string, from: number, to: number, marks: Mark[], label: string}} Content
 */

import { afterQuiet, fill, h, icon, oncePerFrame } from '../dom.js';
import { axisTimes, reading, utcTime } from '../format.js';
import { cluster, isolated } from '../series.js';
import { loadUPlot } from './uplot.js';

const MARK_DISTANCE = 10;
const SHORTEST_DRAG = 4;

/**
 * @param {{select: (from: number, to: number) => void, pan: (widths: number) => void, zoom: (factor: number) => void, now: () => void, reset: () => void,
 *     describe: (index: number) => string[]}} asked by the person: times in epoch ms; describe says what is at an index
 */
export function chart(asked) {
  const caption = h('p', { class: 'caption' });
  const readout = h('p', { class: 'readout', 'aria-live': 'polite' });
  const plot = h('div', { class: 'plot', tabindex: '0', role: 'application', 'aria-roledescription': 'chart', 'aria-describedby': 'chart-help' });
  const tip = h('div', { class: 'tip', role: 'tooltip', id: 'chart-tip', hidden: true });
  const marks = h('div', { class: 'marks' });
  const element = h('div', { class: 'chart' }, h('div', { class: 'chart-head' }, caption, readout), plot, tip,
    h('p', { id: 'chart-help', class: 'hidden' },
      'Left and right move the range, plus and minus zoom, Home resets, End shows now. Shift with left or right reads single points.'));
  let uplot = null;
  let content = null;
  let drawnFor = '';
  let placed = '';

  async function show(next) {
    content = next;
    plot.setAttribute('aria-label', next.label);
    const UPlot = await loadUPlot();
    if (content !== next || !element.isConnected) return;
    const key = `${next.hours}|${next.unit}`;
    if (uplot === null || key !== drawnFor) create(UPlot, key);
    uplot.batch(() => {
      uplot.setData([next.times, ...next.columns], false);
      uplot.setScale('x', { min: next.from, max: next.to });
    });
    placeMarks();
  }

  function create(UPlot, key) {
    uplot?.destroy();
    drawnFor = key;
    uplot = new UPlot(options(UPlot, content, plot, { select, read }), [content.times, ...content.columns], plot);
    uplot.over.append(marks);
  }

  function select(from, to) {
    if (uplot.select.width >= SHORTEST_DRAG) asked.select(from, to);
    uplot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  function read(index) {
    const time = index == null ? null : content.times[index];
    if (time == null || content.columns[0][index] == null) {
      fill(readout, h('span', { class: 'muted hint' }, 'Drag to zoom. ', h('kbd', {}, '←'), ' ', h('kbd', {}, '→'), ' move, ', h('kbd', {}, '+'), ' ', h('kbd', {}, '−'), ' zoom.'));
      return;
    }
    const [value, ...rest] = asked.describe(index);
    fill(readout, h('strong', {}, value), ' ', h('time', { title: utcTime(time) }, rest[0]), ' ', h('span', { class: 'muted' }, rest.slice(1).join(' · ')));
  }

  function placeMarks() {
    const shown = content.marks.filter((mark) => mark.time >= content.from && mark.time < content.to);
    const clusters = cluster(shown, (mark) => uplot.valToPos(mark.time, 'x'), MARK_DISTANCE);
    const key = JSON.stringify(clusters.map((one) => one.marks));
    if (key !== placed) {
      placed = key;
      hideTip();
      fill(marks, clusters.map((one) => markButton(one.marks)));
    }
    clusters.forEach(({ x }, i) => (marks.children[i].style.left = `${x}px`));
    const expected = clusters.map((one, i) => placeExpected(marks.children[i], one.marks));
    showCaption(expected.includes(true));
  }

  /** @returns {boolean} whether the chart has its height */
  function placeExpected(mark, several) {
    const point = mark.querySelector('.expected');
    if (point === null) return false;
    const y = uplot.valToPos(worstOf(several).expected, 'y');
    point.hidden = !(y >= 0 && y <= uplot.over.clientHeight);
    point.style.top = `${y}px`;
    return !point.hidden;
  }

  function showCaption(hasExpected) {
    const key = `${content.drawn}|${hasExpected}`;
    if (key === caption.dataset.key) return;
    caption.dataset.key = key;
    fill(caption, content.drawn, hasExpected && [' ', h('span', { class: 'legend muted' }, h('span', { class: 'expected' }), ' expected at an alert')]);
  }

  /** Not a stop of the Tab key, since there may be many: the list of alerts has the same. */
  function markButton(several) {
    const worst = worstOf(several);
    const show = (event) => showTip(several, event.currentTarget.offsetLeft + event.currentTarget.offsetWidth / 2);
    return h('button', {
      type: 'button', tabindex: '-1', class: `mark ${worst.tone}`, 'aria-label': several.map((mark) => mark.text.join(', ')).join('; '),
      onmouseenter: show, onmouseleave: hideTip, onfocus: show, onblur: hideTip, onmousedown: (event) => event.stopPropagation(),
    }, icon(worst.tone === 'critical' ? 'diamond' : worst.tone === 'warning' ? 'triangle' : 'ring'), worst.expected !== null && h('span', { class: 'expected' }));
  }

  function showTip(several, x) {
    fill(tip, several.slice(0, 5).map((mark) => h('div', { class: `tip-item ${mark.tone}` }, mark.text.map((line) => h('div', {}, line)))),
      several.length > 5 && h('div', { class: 'muted' }, `and ${several.length - 5} more`));
    tip.hidden = false;
    const left = uplot.over.offsetLeft + x;
    tip.style.left = `${Math.min(Math.max(8, left - tip.offsetWidth / 2), element.clientWidth - tip.offsetWidth - 8)}px`;
  }

  function hideTip() {
    tip.hidden = true;
  }

  function moveCursor(by) {
    const { length } = content.times;
    if (length === 0) return;
    let index = (uplot.cursor.idx ?? (by < 0 ? length : -1)) + by;
    while (index > 0 && index < length - 1 && content.columns[0][index] == null) index += by;
    index = Math.min(length - 1, Math.max(0, index));
    uplot.setCursor({ left: uplot.valToPos(content.times[index], 'x'), top: uplot.over.clientHeight / 2 });
  }

  plot.addEventListener('keydown', (event) => {
    if (uplot === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = event.shiftKey
      ? { ArrowLeft: () => moveCursor(-1), ArrowRight: () => moveCursor(1) }[event.key]
      : { ArrowLeft: () => asked.pan(-0.25), ArrowRight: () => asked.pan(0.25), Home: asked.reset, End: asked.now, PageUp: () => asked.pan(-1), PageDown: () => asked.pan(1) }[event.key];
    const zoom = { '+': 0.5, '=': 0.5, '-': 2, _: 2 }[event.key];
    if (!action && !zoom) return;
    event.preventDefault();
    if (zoom) asked.zoom(zoom);
    else action();
  });
  plot.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY) && !event.shiftKey) return;
    event.preventDefault();
    if (event.ctrlKey) asked.zoom(event.deltaY > 0 ? 1.25 : 0.8);
    else asked.pan((event.deltaX || event.deltaY) / plot.clientWidth);
  }, { passive: false });
  plot.addEventListener('focusin', () => read(uplot?.cursor.idx));

  const fit = oncePerFrame(() => {
    if (uplot === null || !element.isConnected) return;
    uplot.setSize(sizeOf(plot));
    placeMarks();
  });
  const observer = new ResizeObserver(fit);
  observer.observe(plot);
  const recolour = afterQuiet(() => {
    drawnFor = '';
    if (content) show({ ...content });
  }, 50);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  addEventListener('themechange', recolour);
  dark.addEventListener('change', recolour);
  read(null);

  return {
    element,
    show,
    close: () => {
      observer.disconnect();
      removeEventListener('themechange', recolour);
      dark.removeEventListener('change', recolour);
      uplot?.destroy();
    },
  };
}

/** Of marks that stand together. */
function worstOf(several) {
  return several.find((mark) => mark.tone === 'critical') ?? several.find((mark) => mark.tone === 'warning') ?? several[0];
}

function options(UPlot, { hours, unit }, plot, { select, read }) {
  const colour = colours(plot);
  const font = `${Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.86)}px system-ui, sans-serif`;
  const axis = { stroke: colour('--muted'), font, grid: { stroke: colour('--grid'), width: 1 }, ticks: { show: false } };
  const line = { stroke: colour('--series'), width: 1.5, points: { filter: (u, i) => isolated(u.data[i]), size: 5, fill: colour('--series') }, spanGaps: false };
  // The fill alone is too pale where it is some pixels wide: of 90 days, that is an hour.
  const edge = { stroke: colour('--band-edge'), width: 1, points: { filter: (u, i) => isolated(u.data[i]), size: 4, fill: colour('--band-edge') }, spanGaps: false };
  return {
    ...sizeOf(plot),
    ms: 1,
    // Without an axis of y, the first mark of time needs room.
    padding: [14, 20, 0, (u, side, axes) => (axes[side] ? 0 : 30)],
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false, dist: SHORTEST_DRAG }, points: { size: 7, fill: colour('--series') }, y: false },
    scales: { x: { time: true }, y: { range: (u, min, max) => span(min, max) } },
    axes: [
      { ...axis, space: 84, values: (u, marks, a, space, step) => axisTimes(marks, step) },
      { ...axis, size: (u, values) => axisWidth(u, values, font), values: (u, marks) => marks.map((mark, i) => reading(mark, i === marks.length - 1 ? unit : '')), gap: 8 },
    ],
    series: hours ? [{}, line, edge, edge] : [{}, { ...line, points: { ...line.points, ...manyPoints() } }],
    bands: hours ? [{ series: [3, 2], fill: colour('--band') }] : [],
    hooks: {
      setSelect: [(u) => u.select.width > 0 && select(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'))],
      setCursor: [(u) => read(u.cursor.idx)],
    },
  };
}

/** Every reading has its point while there is room for them. */
function manyPoints() {
  return { filter: (u, i) => (u.data[0].length * 8 < u.over.clientWidth ? u.data[i].flatMap((value, at) => (value == null ? [] : [at])) : isolated(u.data[i])) };
}

function span(min, max) {
  // No scale, so no axis.
  if (min == null || max == null) return [null, null];
  const pad = max > min ? (max - min) * 0.08 : Math.max(Math.abs(max) * 0.05, 0.5);
  return [min - pad, max + pad];
}

function axisWidth(u, values, font) {
  if (!values) return 48;
  u.ctx.save();
  u.ctx.font = font;
  const width = Math.max(...values.map((text) => u.ctx.measureText(text).width));
  u.ctx.restore();
  return Math.ceil(width) + 18;
}

function sizeOf(plot) {
  return { width: Math.max(200, plot.clientWidth), height: Math.max(160, plot.clientHeight) };
}

/** Custom properties with light-dark() are colours only where they are used. */
function colours(plot) {
  const probe = h('span', { hidden: true });
  plot.append(probe);
  return (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
}
