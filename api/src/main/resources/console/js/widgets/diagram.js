/** The picture of the pipeline, alive: boxes and arrows stay, and only their texts and tones change. */

import { fill, h, oncePerFrame, svg } from '../dom.js';
import { compact, integer, plural, rate } from '../format.js';
import { picture } from '../topology.js';

const NAMES = { 'streams-app': 'streams app', cassandra: 'Cassandra', gateway: 'gateway' };
/** A backlog of more seconds than this is marked. */
const BEHIND = 30;

/** @returns {{element: HTMLElement, show: (pipeline: object) => void, close: () => void}} */
export function diagram() {
  const drawing = svg('svg', { class: 'diagram', role: 'img', 'aria-label': 'The pipeline. The table below has the same numbers.' });
  const element = h('div', { class: 'diagram-frame' }, drawing);
  let pipeline = null;
  let drawn = { key: '', boxes: new Map(), lines: new Map() };

  const redraw = oncePerFrame(() => {
    if (pipeline === null || !element.isConnected) return;
    const width = Math.floor(element.clientWidth);
    const unit = unitFor(width);
    const hasGateway = pipeline.nodes.some((node) => node.service === 'gateway');
    const key = [width, unit, hasGateway, ...pipeline.arrows.map((arrow) => `${arrow.from}>${arrow.to}`)].join(' ');
    if (key !== drawn.key) drawn = { key, ...draw(drawing, picture(pipeline.arrows, hasGateway, width, unit), unit) };
    update(drawn, pipeline);
  });
  const observer = new ResizeObserver(redraw);
  observer.observe(element);

  return {
    element,
    show: (next) => {
      pipeline = next;
      redraw();
    },
    close: () => observer.disconnect(),
  };
}

/**
 * What a person reads about each stage.
 * @returns {Map<string, {text: string, down: boolean}>} by name
 */
export function stageTexts(pipeline) {
  const texts = new Map(pipeline.stages.map((stage) => [stage.name, { text: stageText(stage), down: stage.down }]));
  for (const { name, state, tasks } of pipeline.connectors) {
    const running = tasks.filter((task) => task.state === 'RUNNING').length;
    const down = state !== 'RUNNING' || running < tasks.length || tasks.length === 0;
    texts.set(`connect:${name}`, { text: `${running} of ${plural(tasks.length, 'task')}`, down });
  }
  for (const service of ['gateway', 'streams-app', 'cassandra']) {
    const nodes = pipeline.nodes.filter((node) => node.service === service);
    if (nodes.length === 0) continue;
    const up = nodes.filter((node) => node.up).length;
    texts.set(service, { text: `${up} of ${nodes.length} up`, down: up === 0 || texts.get(service)?.down === true });
  }
  return texts;
}

/** @param {{rate?: number, lag?: number}} arrow @param {number} [reading] rate of the reader @returns {boolean} */
export function isBehind({ lag = 0 }, reading = 0) {
  return lag > 1000 && lag > BEHIND * reading;
}

/** On a wall the picture fills the width, up to one and a half times the text's size. */
function unitFor(width) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.min(1.5 * rem, Math.max(rem, width / 92));
}

function stageText({ kind, records, rate: perSecond }) {
  if (kind === 'topic' && records != null) return plural(records, 'record').replace(integer(records), compact(records));
  return perSecond === undefined ? '' : rate(perSecond);
}

function draw(drawing, { width, height, narrow, boxes, lines }, unit) {
  drawing.classList.toggle('narrow', narrow);
  drawing.style.fontSize = `${0.93 * unit}px`;
  drawing.setAttribute('viewBox', `0 0 ${width} ${Math.ceil(height)}`);
  drawing.setAttribute('width', width);
  drawing.setAttribute('height', Math.ceil(height));
  const drawnLines = new Map(lines.map((line) => [`${line.from}>${line.to}`, drawLine(line, unit)]));
  const drawnBoxes = new Map(boxes.map((box) => [box.name, drawBox(box, unit, narrow)]));
  fill(drawing,
    svg('defs', {}, svg('marker', { id: 'head', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' },
      svg('path', { d: 'M1 1 6.5 4 1 7', class: 'head' }))),
    [...drawnLines.values()].map((line) => line.group), [...drawnBoxes.values()].map((box) => box.group));
  drawnBoxes.forEach(({ name, room }) => squeeze(name, room));
  return { boxes: drawnBoxes, lines: drawnLines };
}

function drawBox({ name, x, y, width, height }, unit, narrow) {
  const pad = (narrow ? 0.5 : 0.75) * unit;
  const text = svg('text', { class: 'box-text', x: x + pad, y: y + height - 0.85 * unit });
  const full = NAMES[name] ?? name.replace(/^connect:/, '');
  const room = width - 2 * pad;
  const title = svg('text', { class: 'box-name', x: x + pad, y: y + 1.4 * unit }, fitted(full, room / (0.41 * unit)));
  const group = svg('g', { class: `box ${kindOf(name)}` },
    svg('title', {}, `${kindOf(name)} ${full}`),
    svg('rect', { x, y, width, height, rx: 0.4 * unit }),
    title, text);
  return { group, text, name: title, room };
}

/** How wide a name is depends on the font. */
function squeeze(name, room) {
  if (name.getComputedTextLength() <= room) return;
  name.setAttribute('textLength', room);
  name.setAttribute('lengthAdjust', 'spacingAndGlyphs');
}

function drawLine({ path, label }, unit) {
  const texts = label && {
    rate: svg('text', { class: 'line-rate', x: label.x, y: label.y - 0.45 * unit, 'text-anchor': label.anchor }),
    lag: svg('text', { class: 'line-lag', x: label.x, y: label.y + 1.15 * unit, 'text-anchor': label.anchor }),
  };
  if (label?.beside) {
    texts.rate.setAttribute('y', label.y + 0.3 * unit);
    texts.lag.setAttribute('y', label.y + 0.3 * unit);
    texts.lag.setAttribute('x', label.x - 1.2 * unit);
    texts.lag.setAttribute('text-anchor', 'end');
  }
  const group = svg('g', { class: 'line' },
    svg('path', { d: path, class: 'track', 'marker-end': 'url(#head)' }), svg('path', { d: path, class: 'flow' }),
    texts && [texts.rate, texts.lag]);
  return { group, texts };
}

function update(drawn, pipeline) {
  const texts = stageTexts(pipeline);
  const rates = new Map(pipeline.stages.map((stage) => [stage.name, stage.rate ?? 0]));
  for (const [name, { group, text }] of drawn.boxes) {
    const { text: said = '', down = false } = texts.get(name) ?? {};
    group.classList.toggle('down', down);
    write(text, down ? `DOWN${said && ` · ${said}`}` : said);
  }
  const arrows = new Map(pipeline.arrows.map((arrow) => [`${arrow.from}>${arrow.to}`, arrow]));
  for (const [key, { group, texts: labels }] of drawn.lines) {
    const [from, to] = key.split('>');
    const arrow = arrows.get(key) ?? {};
    const perSecond = arrow.rate ?? (from.startsWith('connect:') ? 0 : rates.get(from));
    const broken = texts.get(from)?.down || texts.get(to)?.down;
    group.classList.toggle('broken', Boolean(broken));
    setSpeed(group, broken ? 0 : arrow.rate ?? flowInto(pipeline, from, rates));
    if (labels === null) continue;
    write(labels.rate, arrow.rate === undefined ? '' : rate(arrow.rate));
    labels.rate.classList.toggle('idle', arrow.rate === 0);
    write(labels.lag, arrow.lag === undefined ? '' : `lag ${compact(arrow.lag)}`);
    labels.lag.classList.toggle('behind', isBehind(arrow, perSecond));
  }
}

/** What reaches a connector comes from its topic. */
function flowInto(pipeline, name, rates) {
  const source = pipeline.arrows.find((arrow) => arrow.to === name && name.startsWith('connect:'));
  return rates.get(source?.from ?? name) ?? 0;
}

/** Three speeds: a change within one of them does not restart the animation. */
function setSpeed(group, perSecond) {
  group.dataset.speed = perSecond <= 0.01 ? 'none' : perSecond < 10 ? 'slow' : perSecond < 1000 ? 'medium' : 'fast';
}

function write(text, content) {
  if (text.textContent !== content) text.textContent = content;
}

function kindOf(name) {
  if (name.startsWith('connect:')) return 'connector';
  return name in NAMES ? 'service' : 'topic';
}

function fitted(text, characters) {
  return text.length <= characters ? text : `${text.slice(0, Math.max(1, Math.floor(characters) - 1))}…`;
}
