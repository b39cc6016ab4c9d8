/** What is known about a sensor besides its readings. */

import { foreign, h } from '../dom.js';
import { duration, words } from '../format.js';
import { href } from '../router.js';
import { at, since } from './clock.js';

/** @param {object} sensor of the API @returns {HTMLElement} its first time is when the sensor was last heard */
export function sensorFacts(sensor) {
  return h('dl', { class: 'facts' },
    fact('Last heard', since(sensor.last_heard)),
    fact('Newest reading', sensor.newest_reading && at(sensor.newest_reading)),
    fact(`${words(sensor.state)} since`, at(sensor.state_since)),
    fact('Interval', sensor.expected_interval_s !== null && `${duration(1000 * sensor.expected_interval_s)} (${words(sensor.interval_source).toLowerCase()})`),
    fact('First heard', sensor.first_heard && at(sensor.first_heard)),
    fact('Place', sensor.place && link({ q: sensor.place }, sensor.place)), fact('Owner', sensor.owner && link({ q: sensor.owner }, sensor.owner)),
    fact('Kind', sensor.kind && link({ kind: sensor.kind }, sensor.kind)),
    fact('Tags', sensor.tags.length > 0 && sensor.tags.map((tag) => [link({ tag }, tag), ' '])));
}

/** @param {object} sensor of the API @returns {HTMLElement|null} what nobody has described yet, and how to do it */
export function undescribed(sensor) {
  const missing = ['name', 'place', 'owner', 'kind', 'tags'].filter((name) => sensor[name].length === 0);
  return missing.length === 0 ? null
    : h('p', { class: 'muted note' }, `Not described: ${missing.join(', ')}. To describe it: `, h('code', {}, './pipeline sensors set'), '.');
}

/** What is not known has no fact. */
function fact(name, value) {
  return value ? h('div', {}, h('dt', {}, name), h('dd', {}, value)) : null;
}

function link(query, text) {
  return h('a', { href: href('fleet', query) }, foreign(text));
}
