/**
 * The one live connection of this tab, over `/v1/live`. Each view says what it subscribes to; `pipeline` is always part
 * of it, because the header shows it. It is read with fetch, since an EventSource cannot send a token.
 *
 * States: "connecting", "live", "waiting" (until retryAt), "refused" (no token) and "paused" (nobody looks: a browser has
 * only six connections to a server, for all its tabs).
 */

import { stream } from './api.js';
import { backOff, eventParser } from './sse.js';

/** The API writes at least a comment every 15 s. */
const SILENCE = 40_000;
const UNSEEN = 60_000;

const EVENTS = new Set(['reading', 'alert', 'quarantine', 'pipeline', 'dropped']);
const watchers = new Set();
const always = new Set();
let subscription = { streams: [], sensors: [], handlers: {} };
let connection = null;
let attempt = 0;
let unseen = 0;
let state = { name: 'connecting', retryAt: 0 };

/**
 * Subscribes the view, in place of the subscription before.
 * @param {string[]} streams of "readings", "alerts", "quarantine"
 * @param {Record<string, (data: any) => void>} handlers by event: reading, alert, quarantine, pipeline, dropped, and
 *     `opened`, called when a connection is there: events before it may be missing
 * @param {string[]} [sensors] for readings, 1 to 50
 */
export function subscribe(streams, handlers, sensors = []) {
  const same = String(streams) === String(subscription.streams) && JSON.stringify(sensors) === JSON.stringify(subscription.sensors);
  subscription = { streams, sensors, handlers };
  if (!same || connection === null) connect();
}

/** What a view that is left has asked for: its events no longer reach it. The connection stays for the next view. */
export function ignore() {
  subscription = { ...subscription, handlers: {} };
}

/** @param {(data: any) => void} handler of the pipeline's events, in every view */
export function onPipeline(handler) {
  always.add(handler);
}

/** @param {(state: {name: string, retryAt: number}) => void} watcher called now and at each change */
export function watch(watcher) {
  watchers.add(watcher);
  watcher(state);
}

function become(name, retryAt = 0) {
  state = { name, retryAt };
  watchers.forEach((watcher) => watcher(state));
}

function connect() {
  connection?.close();
  connection = open();
}

function open() {
  const abort = new AbortController();
  const timers = { silence: 0, retry: 0 };
  const mine = { close: () => { abort.abort(); clearTimeout(timers.silence); clearTimeout(timers.retry); }, hurry: () => {} };
  if (state.name !== 'live') become('connecting');
  listen(abort, timers).catch((error) => {
    if (connection !== mine) return;
    clearTimeout(timers.silence);
    if (error.status === 401) {
      become('refused');
      return;
    }
    const wait = backOff(attempt++, Math.random);
    become('waiting', Date.now() + wait);
    mine.hurry = connect;
    timers.retry = setTimeout(connect, wait);
  });
  return mine;
}

async function listen(abort, timers) {
  const expectMore = () => {
    clearTimeout(timers.silence);
    timers.silence = setTimeout(() => abort.abort(), SILENCE);
  };
  const body = await stream('v1/live', parameters(), { signal: abort.signal });
  become('live');
  subscription.handlers.opened?.();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = eventParser(deliver);
  for (;;) {
    expectMore();
    const { done, value } = await reader.read();
    if (done) throw new Error('The stream has ended.');
    attempt = 0;
    parse(value);
  }
}

function parameters() {
  return { stream: [...subscription.streams, 'pipeline'].join(','), sensor: subscription.sensors };
}

function deliver(event, text) {
  const data = JSON.parse(text);
  if (event === 'pipeline') always.forEach((handler) => handler(data));
  if (EVENTS.has(event)) subscription.handlers[event]?.(data);
}

/** Whoever comes back to the tab, or to the network, does not wait for the next try. */
function hurry() {
  clearTimeout(unseen);
  if (document.visibilityState === 'hidden') unseen = setTimeout(pause, UNSEEN);
  else if (state.name === 'paused') connect();
  else connection?.hurry();
}

function pause() {
  connection?.close();
  connection = null;
  become('paused');
}

addEventListener('tokenchange', () => state.name === 'refused' && connect());
addEventListener('online', hurry);
document.addEventListener('visibilitychange', hurry);
