/** Asks for the token that the API needs. Requests that are refused meanwhile wait for the same answer. */

import { h } from '../dom.js';

let asking = null;

/**
 * @param {{refused: boolean, unchanged: () => boolean}} why whether a token was refused, and whether it is still the one
 *     in use: another request may have brought a new one
 * @returns {Promise<string|null>} null if the person does not give one
 */
export function ask({ refused, unchanged }) {
  if (asking === null && !unchanged()) return Promise.resolve(sessionStorage.getItem('iot-pipeline.token'));
  asking ??= open(refused).finally(() => (asking = null));
  return asking;
}

function open(refused) {
  return new Promise((resolve) => {
    const input = h('input', {
      id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'token-help',
    });
    const form = h('form', { class: 'stack' },
      h('h2', { id: 'token-title' }, 'Token'),
      h('p', { id: 'token-help', class: 'muted' },
        refused ? 'The API refused this token. ' : 'The API answers only with a token. ',
        'It is the value of ', h('code', {}, 'http.read.token'), ' in the configuration of the API. ',
        'This tab keeps it until you close it.'),
      h('label', { for: 'token' }, 'Read token'),
      input,
      h('div', { class: 'row end' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel'),
        h('button', { type: 'submit', class: 'button primary' }, 'Continue')));
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'token-title' }, form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      dialog.close(input.value.trim());
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}
