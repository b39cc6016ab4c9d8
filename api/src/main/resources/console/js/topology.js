/**
 * Where the boxes and arrows of the pipeline's picture are. Pure functions; lengths in px.
 *
 * @typedef {{from: string, to: string, rate?: number, lag?: number}} Arrow as the API has it
 * @typedef {{name: string, x: number, y: number, width: number, height: number}} Box
 * @typedef {{from: string, to: string, path: string, label: {x: number, y: number, anchor: string, beside?: boolean}|null}} Line
 * @typedef {{width: number, height: number, narrow: boolean, boxes: Box[], lines: Line[]}} Picture
 */

const APP = 'streams-app';
const DATABASE = 'cassandra';
const GATEWAY = 'gateway';
const NARROW = 1100;
const WIDEST_NARROW = 44;
/** The quarantine leads nowhere, so it is last. */
const LAST = 'rejected-events';

/** What there is even while the API cannot see it, because a server is down. */
const KNOWN = [
  ['sensor-events', APP], ['sensor-descriptions', APP],
  [APP, 'validated-events'], [APP, 'hourly-aggregates'], [APP, 'sensor-alerts'], [APP, 'sensors'], [APP, LAST],
  ['validated-events', 'connect:sensor-events'], ['hourly-aggregates', 'connect:hourly-aggregates'],
  ['sensor-alerts', 'connect:sensor-alerts'], ['sensors', 'connect:sensors'],
  ['connect:sensor-events', DATABASE], ['connect:hourly-aggregates', DATABASE], ['connect:sensor-alerts', DATABASE], ['connect:sensors', DATABASE],
].map(([from, to]) => ({ from, to }));
/** Topics that the app does not write in its work. */
const ASIDE = new Set(['quarantine-replays']);

/** @param {Arrow[]} arrows of the API @returns {Arrow[]} with those that it cannot see, each once */
export function completed(arrows) {
  const shown = arrows.filter(({ from, to }) => !ASIDE.has(from) && !ASIDE.has(to));
  const seen = new Set(shown.map(({ from, to }) => `${from}>${to}`));
  const missing = KNOWN.filter(({ from, to }) => !seen.has(`${from}>${to}`));
  // In the order of the known ones, so that an arrow that comes back does not move the others.
  const place = ({ from, to }) => KNOWN.findIndex((known) => known.from === from && known.to === to) >>> 0;
  return [...shown, ...missing].sort((a, b) => place(a) - place(b));
}

/**
 * @param {Arrow[]} arrows
 * @param {boolean} hasGateway
 * @param {number} width of the picture
 * @param {number} unit px of the text's size
 * @returns {Picture}
 */
export function picture(arrows, hasGateway, width, unit) {
  const layers = layersOf(arrows);
  const all = hasGateway ? [{ from: GATEWAY, to: layers.inputs[0] }, ...arrows] : arrows;
  return width < NARROW * (unit / 14) ? narrow(layers, all, hasGateway, Math.min(width, WIDEST_NARROW * unit), unit) : wide(layers, all, hasGateway, width, unit);
}

function layersOf(arrows) {
  const outputs = arrows.filter((arrow) => arrow.from === APP).map((arrow) => arrow.to);
  return {
    inputs: arrows.filter((arrow) => arrow.to === APP && !outputs.includes(arrow.from)).map((arrow) => arrow.from),
    outputs: [...outputs.filter((name) => name !== LAST), ...outputs.filter((name) => name === LAST)],
    connectorOf: new Map(arrows.filter((arrow) => outputs.includes(arrow.from)).map((arrow) => [arrow.from, arrow.to])),
  };
}

function wide({ inputs, outputs, connectorOf }, arrows, hasGateway, width, unit) {
  const box = { width: Math.min(12 * unit, Math.max(10.2 * unit, width / 8)), height: 3.3 * unit };
  const pitch = 4.9 * unit;
  const shares = hasGateway ? [0.16, 0.23, 0.25, 0.21, 0.15] : [0, 0.27, 0.3, 0.25, 0.18];
  const columns = hasGateway ? 6 : 5;
  const free = width - columns * box.width - 2;
  const x = [1];
  shares.forEach((share, i) => x.push(x[i] + (i === 0 && !hasGateway ? 0 : box.width) + share * free));
  const height = Math.max(outputs.length, inputs.length) * pitch;
  const middle = (height - (pitch - box.height)) / 2 + 1;
  const boxes = [];
  const put = (name, column, centre) => boxes.push({ name, x: x[column], y: centre - box.height / 2, ...box });
  const rows = (names, column) => names.forEach((name, i) => put(name, column, middle + (i - (names.length - 1) / 2) * pitch));

  if (hasGateway) put(GATEWAY, 0, middle - ((inputs.length - 1) / 2) * pitch);
  rows(inputs, 1);
  put(APP, 2, middle);
  rows(outputs, 3);
  for (const one of boxes.filter(({ name }) => connectorOf.has(name))) put(connectorOf.get(one.name), 4, one.y + box.height / 2);
  put(DATABASE, 5, middle);
  const lines = connect(boxes, arrows, (from, to) => horizontal(from, to, unit));
  return { width, height: height - (pitch - box.height) + 2, narrow: false, boxes, lines };
}

/** A line that leaves or reaches a box that many share bends near it, and is straight where its label is. */
function horizontal(from, to, unit) {
  const x1 = from.x + from.width;
  const y1 = from.y + from.height / 2;
  const x2 = to.x - 2;
  const y2 = to.y + to.height / 2;
  const bend = Math.min(2.4 * unit, (x2 - x1) * 0.45);
  const fans = from.name === APP;
  const [start, end] = fans ? [x1, x1 + bend] : [x2 - bend, x2];
  const path = `M${r(x1)} ${r(y1)}H${r(start)}C${r((start + end) / 2)} ${r(y1)} ${r((start + end) / 2)} ${r(y2)} ${r(end)} ${r(y2)}H${r(x2)}`;
  if (y1 === y2 && !fans) return { path, label: { x: (x1 + x2) / 2, y: y1, anchor: 'middle' } };
  const aside = 0.4 * unit;
  const [left, right] = fans ? [end, x2] : [x1, start];
  if (right - left > 4 * unit) return { path, label: { x: (left + right) / 2, y: fans ? y2 : y1, anchor: 'middle' } };
  return { path, label: fans ? { x: x2 - 1.3 * aside, y: y2, anchor: 'end' } : { x: x1 + aside, y: y1, anchor: 'start' } };
}

function narrow({ inputs, outputs, connectorOf }, arrows, hasGateway, width, unit) {
  const height = 3.3 * unit;
  const pitch = 4.6 * unit;
  const spine = 1.1 * unit;
  const gap = 3.3 * unit;
  const half = (width - 2 * spine - gap) / 2;
  const boxes = [];
  let y = 1;
  const row = (names, left, wide) => {
    const each = (wide - (names.length - 1) * unit) / names.length;
    names.forEach((name, i) => boxes.push({ name, x: left + i * (each + unit), y, width: each, height }));
    y += pitch + 0.6 * unit;
  };
  if (hasGateway) row([GATEWAY], 1, inputs.length > 1 ? (width - unit) / 2 : width - 2);
  row(inputs, 1, width - 2);
  row([APP], 1, width - 2);
  for (const name of outputs) {
    boxes.push({ name, x: spine, y, width: half, height });
    if (connectorOf.has(name)) boxes.push({ name: connectorOf.get(name), x: spine + half + gap, y, width: half, height });
    y += pitch;
  }
  y += 0.6 * unit;
  boxes.push({ name: DATABASE, x: spine + half + gap - unit, y, width: half + spine + unit - 1, height });
  return { width, height: y + height + 1, narrow: true, boxes, lines: connect(boxes, arrows, (from, to) => vertical(from, to, { width, spine })) };
}

function vertical(from, to, { width, spine }) {
  if (from.name === APP) return { path: `M${r(spine / 2)} ${r(from.y + from.height)}V${r(middleOf(to))}H${r(to.x - 2)}`, label: null };
  if (to.name === DATABASE) {
    const x = width - spine / 2;
    return { path: `M${r(from.x + from.width)} ${r(middleOf(from))}H${r(x)}V${r(to.y - 2)}`, label: null };
  }
  if (from.y === to.y) {
    const x = from.x + from.width;
    return { path: `M${r(x)} ${r(middleOf(from))}H${r(to.x - 2)}`, label: { x: (x + to.x) / 2, y: middleOf(from), anchor: 'middle' } };
  }
  const x = from.x + from.width / 2;
  return { path: `M${r(x)} ${r(from.y + from.height)}V${r(to.y - 2)}`, label: { x: x + 8, y: (from.y + from.height + to.y) / 2, anchor: 'start', beside: true } };
}

function connect(boxes, arrows, lineOf) {
  const byName = new Map(boxes.map((box) => [box.name, box]));
  return arrows
    .filter(({ from, to }) => byName.has(from) && byName.has(to))
    .map(({ from, to }) => ({ from, to, ...lineOf(byName.get(from), byName.get(to)) }));
}

const middleOf = (box) => box.y + box.height / 2;
const r = (number) => Math.round(number * 10) / 10;
