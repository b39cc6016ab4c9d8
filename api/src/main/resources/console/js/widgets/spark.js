/** Small lines beside a number. */

import { svg } from '../dom.js';

const WIDTH = 100;
const HEIGHT = 24;
const PAD = 2;

/**
 * @param {[number, number][]} points time and value, ascending; a distance of more than `gap` breaks the line
 * @param {{from: number, to: number, gap: number}} range in the unit of the times
 * @param {string} label for screen readers
 * @returns {SVGElement}
 */
export function spark(points, { from, to, gap }, label) {
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('path', { d: sparkPath(points, from, to, gap), 'vector-effect': 'non-scaling-stroke' }));
}

/** @returns {string} path in a field of 100 by 24; a point without neighbours is a short dash */
export function sparkPath(points, from, to, gap) {
  const values = points.map(([, value]) => value);
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  const x = (time) => round(((time - from) / (to - from)) * WIDTH);
  const y = (value) => round(span === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - least) / span) * (HEIGHT - 2 * PAD));
  let path = '';
  points.forEach(([time, value], i) => {
    const starts = i === 0 || time - points[i - 1][0] > gap;
    const ends = i === points.length - 1 || points[i + 1][0] - time > gap;
    path += `${starts ? 'M' : 'L'}${x(time)} ${y(value)}`;
    if (starts && ends) path += 'h1';
  });
  return path;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
