/**
 * A list of the API, newest first, to which live items come. While the person reads further down, new items wait behind
 * a button, so that nothing moves under the pointer.
 *
 * @template T
 */
import { fill, h } from '../dom.js';
import { plural } from '../format.js';
import { failed, loading } from './states.js';

/** Rows in the page; further down, "Older" continues. */
const MOST_ROWS = 2000;
const PAGE = 100;

/**
 * The filter of the API: one sensor exactly, or a part of ids in any case. Pure, for items that come live.
 *
 * @param {string|null} id @param {{sensor: string, search: string}} filters empty: all
 */
export function isOfSensor(id, { sensor, search }) {
  return (!sensor || id === sensor) && (!search || (id !== null && id.toLowerCase().includes(search.toLowerCase())));
}

/**
 * @param {{read: (cursor: string|null, limit: number) => Promise<{items: T[], next: string|null}>, row: (item: T) => HTMLElement,
 *     head?: () => HTMLElement, key: (item: T) => string, noun: string, nothing: () => HTMLElement}} options
 */
export function feed({ read, row, head = () => null, key, noun, nothing }) {
  const list = h('ul', { class: 'rows compact feed' });
  const fresh = h('div', { class: 'fresh', role: 'status' });
  const more = h('div', { class: 'more' });
  const body = h('div');
  const element = h('div', {}, fresh, body);
  let keys = new Set();
  let waiting = [];
  let next = null;
  let turn = 0;
  let loads = 0;

  /** Reads the list anew. @param {{quiet?: boolean}} [options] quiet keeps the old list until the new one is there */
  async function load({ quiet = false } = {}) {
    const mine = ++turn;
    loads++;
    if (!quiet) fill(body, loading(`${noun}s`));
    try {
      const answer = await read(null, PAGE);
      if (mine !== turn) return;
      waiting = [];
      keys = new Set();
      fill(list);
      append(answer);
      showFresh();
      fill(body, keys.size === 0 ? nothing() : [head(), list, more]);
    } catch (error) {
      if (mine === turn && !quiet) fill(body, failed(error, load));
    } finally {
      loads--;
    }
  }

  /** Adds what has come while nobody listened. Only if that is more than a page, the list begins anew. */
  async function catchUp() {
    if (loads > 0) return;
    const mine = turn;
    try {
      const { items, next: cursor } = await read(null, PAGE);
      if (mine !== turn) return;
      const missed = items.filter((item) => !keys.has(key(item)));
      if (cursor !== null && missed.length === items.length) load({ quiet: true });
      else missed.reverse().forEach(add);
    } catch {
      // The header says that the page is not live; the next connection tries again.
    }
  }

  function append({ items, next: cursor }) {
    next = cursor;
    list.append(...items.filter(isNew).map(row));
    fill(more, next !== null && list.childElementCount < MOST_ROWS
      && h('button', { type: 'button', class: 'button', onclick: older }, `Older ${noun}s`));
  }

  async function older(event) {
    const mine = turn;
    event.target.disabled = true;
    try {
      const answer = await read(next, PAGE);
      if (mine === turn) append(answer);
    } catch (error) {
      if (mine === turn) fill(more, failed(error, () => older(event)));
    }
  }

  /** @param {T} item that has just come */
  function add(item) {
    if (!isNew(item)) return;
    waiting.unshift(item);
    if (list.getBoundingClientRect().top >= 0 || !list.isConnected) showWaiting();
    else showFresh();
  }

  function showWaiting() {
    if (!list.isConnected && keys.size > 0) fill(body, head(), list, more);
    list.prepend(...waiting.map((item) => {
      const element = row(item);
      element.classList.add('new');
      return element;
    }));
    waiting = [];
    while (list.childElementCount > MOST_ROWS) list.lastElementChild.remove();
    showFresh();
  }

  function showFresh() {
    fill(fresh, waiting.length > 0 && h('button', {
      type: 'button', class: 'button primary small', onclick: () => {
        scrollTo(0, 0);
        showWaiting();
      },
    }, `${plural(waiting.length, `new ${noun}`)} ↑`));
  }

  function isNew(item) {
    const name = key(item);
    return !keys.has(name) && Boolean(keys.add(name));
  }

  return { element, list, load, catchUp, add };
}
