/** States and severities: a colour, a shape and a word, so that none of them is needed alone. */

import { h, icon } from '../dom.js';
import { words } from '../format.js';

const STATES = { ACTIVE: 'ok', SILENT: 'warning', NEVER_HEARD: 'none' };
const SEVERITIES = { CRITICAL: 'critical', WARNING: 'warning', INFO: 'info' };
const ICONS = { ok: 'dot', warning: 'triangle', critical: 'diamond', info: 'ring', none: 'ring' };

/** @param {string} state of a sensor */
export function stateBadge(state) {
  return badge(STATES[state] ?? 'none', words(state));
}

/** @param {string} severity of an alert @param {string} [text] instead of the severity's name */
export function severityBadge(severity, text = words(severity)) {
  return badge(SEVERITIES[severity] ?? 'info', text);
}

/** @param {string} severity @returns {string} class of a tone */
export function toneOf(severity) {
  return SEVERITIES[severity] ?? 'info';
}

/** @param {'ok'|'warning'|'critical'|'info'|'none'} tone @param {string} text */
export function badge(tone, text) {
  return h('span', { class: `badge ${tone}` }, icon(ICONS[tone]), h('span', { class: 'badge-text' }, text));
}
