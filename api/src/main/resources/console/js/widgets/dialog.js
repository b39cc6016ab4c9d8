/** A question that has to be answered before anything else. */

import { h } from '../dom.js';

let dialogs = 0;

/**
 * @param {{title: string, content: (Node|Node[]), go: string, value: () => string}} options go is the text of the button that
 *     agrees; value is the answer then, and not empty
 * @returns {Promise<string|null>} null if the person does not agree
 */
export function modal({ title, content, go, value }) {
  return new Promise((resolve) => {
    const id = `dialog-${++dialogs}`;
    const form = h('form', { class: 'stack' },
      h('h2', { id }, title),
      content,
      h('div', { class: 'row end' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel'),
        h('button', { type: 'submit', class: 'button primary' }, go)));
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': id }, form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      dialog.close(value());
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
    (form.querySelector('input') ?? form.querySelector('button')).focus();
  });
}
