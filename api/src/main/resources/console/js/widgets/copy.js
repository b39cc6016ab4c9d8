/** A text to copy, with the button that does it. */

import { h, icon } from '../dom.js';

/** @param {string|(() => string)} text @param {string} label what is copied */
export function copyButton(text, label) {
  const status = h('span', { role: 'status' }, 'Copy');
  return h('button', {
    type: 'button', class: 'button small', title: `Copy ${label}`,
    onclick: async () => {
      status.textContent = (await written(typeof text === 'function' ? text() : text)) ? 'Copied' : 'Select it to copy';
      setTimeout(() => (status.textContent = 'Copy'), 2000);
    },
  }, icon('copy'), status, h('span', { class: 'hidden' }, ` ${label}`));
}

/** @param {string} command @param {string} label */
export function commandLine(command, label) {
  return h('div', { class: 'command' }, h('code', { tabindex: '0' }, command), copyButton(command, label));
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS, and not on this machine, browsers have no clipboard.
    return false;
  }
}
