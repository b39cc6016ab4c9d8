/** Requests to the read API, at the address that the console came from. */

import { READ, ask, stored } from './widgets/token-dialog.js';

const BASE = new URL('.', document.baseURI);
/** Servers refuse longer request lines; most allow 8 KiB. */
const LONGEST_QUERY = 6000;

/** An answer other than 2xx, or none: status is 0. The message is for people. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path such as "v1/alerts"; ids in it are already encoded
 * @param {Record<string, string|number|string[]|null|undefined>} [parameters] empty ones are left out
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
export async function get(path, parameters = {}, { signal } = {}) {
  return (await answer(path, parameters, { signal, headers: { accept: 'application/json' } })).json();
}

/** The stream of server-sent events; as {@link get}. @returns {Promise<ReadableStream<Uint8Array>>} */
export async function stream(path, parameters, { signal } = {}) {
  return (await answer(path, parameters, { signal, headers: { accept: 'text/event-stream' } })).body;
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {{signal?: AbortSignal, token?: import('./widgets/token-dialog.js').Kind}} [options]
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
export async function post(path, body, { signal, token } = {}) {
  const headers = { 'content-type': 'application/json' };
  return (await answer(path, {}, { method: 'POST', headers, body: JSON.stringify(body), signal }, token)).json();
}

/** @param {string} id @param {string} [part] such as "readings" @returns {string} path of a sensor */
export function sensorPath(id, part = '') {
  return `v1/sensors/${encodeURIComponent(id)}${part && `/${part}`}`;
}

/** As many of the ids as fit into one request. @param {string[]} ids @param {number} most @returns {string[]} */
export function fitting(ids, most) {
  let length = 0;
  return ids.slice(0, most).filter((id) => (length += encodeURIComponent(id).length + 8) <= LONGEST_QUERY);
}

async function answer(path, parameters, init, kind = READ) {
  const url = urlOf(path, parameters);
  for (;;) {
    const token = stored(kind);
    const response = await send(url, token, init);
    if (response.ok) return response;
    if (response.status !== 401) throw new ApiError(response.status, await reason(response));
    if ((await ask(kind, token)) === null) throw new ApiError(401, `The API needs a token: ${kind.setting}.`);
  }
}

async function send(url, token, init) {
  const headers = token ? { ...init.headers, authorization: `Bearer ${token}` } : init.headers;
  try {
    return await fetch(url, { ...init, headers, cache: 'no-store', credentials: 'same-origin' });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new ApiError(0, `The API does not answer at ${BASE.host}.`);
  }
}

async function reason(response) {
  try {
    const { error } = await response.json();
    if (typeof error === 'string' && error) return error;
  } catch {
    // Not the API's answer, but perhaps that of a proxy before it.
  }
  return `The API answered ${response.status} ${response.statusText}`.trim();
}

function urlOf(path, parameters) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') url.searchParams.append(name, one);
    }
  }
  return url;
}
