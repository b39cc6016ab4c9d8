/** What a chart shows, as a table for those who do not see it. */

import { h } from '../dom.js';
import { readings, timeSpan, utcTime } from '../format.js';
import { at } from './clock.js';

const MOST_ROWS = 500;

/**
 * @param {string} metric @param {string} unit
 * @param {{times: number[], columns: (number|null)[][]}} data epoch ms and values
 * @param {((time: number) => {start: number, end: number})|false} hourAt for columns of mean, minimum and maximum: the hour of a time
 * @returns {HTMLElement} the newest rows, newest first
 */
export function readingsTable(metric, unit, { times, columns }, hourAt) {
  const names = hourAt ? ['Mean', 'Minimum', 'Maximum'] : ['Reading'];
  const rows = times.map((time, i) => [time, ...columns.map((column) => column[i])]).filter(([, value]) => value !== null).slice(-MOST_ROWS).reverse();
  const texts = names.map((name, i) => readings(rows.map((row) => row[i + 1]), unit));
  return h('div', { class: 'scroll-y', tabindex: '0', role: 'region', 'aria-label': 'Readings as a table' },
    h('table', { class: 'table' }, h('caption', {}, `${metric}, newest first${rows.length === MOST_ROWS ? `, at most ${MOST_ROWS}` : ''}`),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, hourAt ? 'Hours' : 'Time'), names.map((text) => h('th', { scope: 'col', class: 'number' }, text)))),
      h('tbody', {}, rows.map(([time], row) => h('tr', {},
        h('th', { scope: 'row' }, hourAt ? spanAt(hourAt(time)) : at(new Date(time).toISOString())), texts.map((column) => h('td', { class: 'number' }, column[row])))))));
}

function spanAt({ start, end }) {
  return h('time', { title: `${utcTime(start)} – ${utcTime(end)}` }, timeSpan(start, end));
}
