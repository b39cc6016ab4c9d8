/** Asks for a token that the API needs. Requests that are refused meanwhile wait for the same answer. */

import { h } from '../dom.js';
import { modal } from './dialog.js';

/**
 * A token of the API. This tab keeps it until it is closed.
 * @typedef {{key: string, setting: string, name: string, use: string}} Kind
 */

/** @type {Kind} */
export const READ = { key: 'iot-pipeline.token', setting: 'http.read.token', name: 'Read token', use: 'The API answers only with a token.' };
/** @type {Kind} */
export const REPLAY = { key: 'iot-pipeline.replay-token', setting: 'http.replay.token', name: 'Replay token', use: 'The API replays only with a token of its own.' };

const asking = new Map();

/** @param {Kind} kind @returns {string|null} the token, if there is one */
export function stored(kind) {
  return sessionStorage.getItem(kind.key);
}

/**
 * Asks for a token, and keeps it.
 * @param {Kind} kind
 * @param {string|null} refused the token that was refused, if there was one: another request may have brought a new one
 * @returns {Promise<string|null>} null if the person does not give one
 */
export function ask(kind, refused) {
  if (!asking.has(kind)) {
    if (stored(kind) !== refused) return Promise.resolve(stored(kind));
    asking.set(kind, open(kind, refused !== null).finally(() => asking.delete(kind)));
  }
  return asking.get(kind);
}

async function open(kind, wasRefused) {
  const input = h('input', {
    id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'token-help',
  });
  const content = [
    h('p', { id: 'token-help', class: 'muted' },
      wasRefused ? 'The API refused this token. ' : `${kind.use} `,
      'It is the value of ', h('code', {}, kind.setting), ' in the configuration of the API. ',
      'This tab keeps it until you close it.'),
    h('label', { for: 'token' }, kind.name),
    input];
  const given = await modal({ title: 'Token', content, go: 'Continue', value: () => input.value.trim() });
  if (given !== null) {
    sessionStorage.setItem(kind.key, given);
    dispatchEvent(new Event('tokenchange'));
  }
  return given;
}
