/** Times that stay right while the page is open. */

import { ago, localTime, utcTime } from '../format.js';
import { h } from '../dom.js';

const PERIOD = 1000;

/**
 * How long ago something was. It is kept up to date as long as it is in the page.
 * @param {string|null} iso
 * @returns {HTMLElement}
 */
export function since(iso) {
  const ms = Date.parse(iso ?? '');
  if (Number.isNaN(ms)) return h('span', { class: 'muted' }, 'never');
  return h('time', { datetime: iso, title: `${localTime(ms)} local, ${utcTime(ms)}`, dataset: { since: ms } }, ago(ms, Date.now()));
}

/** A local time, with UTC as its title. @param {string} iso */
export function at(iso) {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return h('span', { class: 'muted' }, '–');
  return h('time', { datetime: iso, title: utcTime(ms) }, localTime(ms));
}

setInterval(() => {
  if (document.visibilityState === 'hidden') return;
  const now = Date.now();
  for (const element of document.querySelectorAll('time[data-since]')) {
    const text = ago(Number(element.dataset.since), now);
    if (element.firstChild.data !== text) element.firstChild.data = text;
  }
}, PERIOD);
