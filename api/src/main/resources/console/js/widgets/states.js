/** What a view shows instead of content: loading, nothing there, or a failure. In words that help. */

import { h, icon } from '../dom.js';

export function loading(what) {
  return h('p', { class: 'state', role: 'status' }, h('span', { class: 'spinner', 'aria-hidden': 'true' }), `Loading ${what}…`);
}

/** @param {string} title @param {...(Node|string)} help */
export function empty(title, ...help) {
  return h('div', { class: 'state' }, h('p', { class: 'state-title' }, title), help.length > 0 && h('div', { class: 'muted' }, ...help));
}

/** @param {Error & {status?: number}} error @param {() => void} retry */
export function failed(error, retry) {
  return h('div', { class: 'state', role: 'alert' },
    h('p', { class: 'state-title' }, icon('warning'), ' ', error.message),
    h('p', { class: 'muted' }, remedy(error.status)),
    h('button', { type: 'button', class: 'button', onclick: retry }, 'Try again'));
}

function remedy(status) {
  switch (status) {
    case 0: return 'Is it running? ./pipeline status lists what is up.';
    case 401: return 'Try again to enter a token.';
    case 404: return 'It may have been deleted, or never heard by this pipeline.';
    case 429: return 'Too many requests at once. Wait some seconds.';
    case 503:
    case 504: return 'A server behind the API is down or starting. The Pipeline page says which one.';
    default: return 'The log of the API has more about it.';
  }
}
