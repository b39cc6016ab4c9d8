/** What a chart shows, as a table for those who do not see it. */

import { h } from '../dom.js';
import { reading } from '../format.js';
import { at } from './clock.js';

const MOST_ROWS = 500;

/**
 * @param {string} metric @param {string} unit
 * @param {{times: number[], columns: (number|null)[][]}} data epoch ms and values
 * @param {boolean} hours whether the columns are mean, minimum and maximum
 * @returns {HTMLElement} the newest rows, newest first
 */
export function readingsTable(metric, unit, { times, columns }, hours) {
  const names = hours ? ['Mean', 'Minimum', 'Maximum'] : ['Reading'];
  const rows = times.map((time, i) => [time, ...columns.map((column) => column[i])]).filter(([, value]) => value !== null).slice(-MOST_ROWS).reverse();
  return h('div', { class: 'scroll-y', tabindex: '0', role: 'region', 'aria-label': 'Readings as a table' },
    h('table', { class: 'table' }, h('caption', {}, `${metric}, newest first${rows.length === MOST_ROWS ? `, at most ${MOST_ROWS}` : ''}`),
      h('thead', {}, h('tr', {}, ['Time', ...names].map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, rows.map(([time, ...values]) => h('tr', {},
        h('th', { scope: 'row' }, at(new Date(time).toISOString())), values.map((value) => h('td', { class: 'number' }, reading(value, unit))))))));
}
