/** Sentences of the pipeline, which may quote devices. */

import { h, visible } from '../dom.js';
import { withLocalTimes } from '../format.js';

/** @param {string} text with times in UTC @param {Record<string, unknown>} [properties] @returns {HTMLElement} as `foreign`, with local times, each with UTC as its title */
export function textWithTimes(text, properties = {}) {
  return h('bdi', properties, withLocalTimes(text).map((part) => (part.utc === null ? visible(part.text) : h('time', { datetime: part.utc, title: part.utc }, part.text))));
}
