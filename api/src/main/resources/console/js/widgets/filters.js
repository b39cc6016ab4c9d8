/** Buttons that choose one value of few. */

import { fill, h } from '../dom.js';
import { compact, integer } from '../format.js';

/**
 * @param {string} label for screen readers
 * @param {(value: string) => void} choose called with the value, "" for all
 * @returns {{element: HTMLElement, show: (options: {value: string, text: string, count?: number, tone?: string}[], chosen: string) => void}}
 */
export function choice(label, choose) {
  const element = h('div', { class: 'choice', role: 'group', 'aria-label': label });
  function show(options, chosen) {
    const focused = document.activeElement?.closest?.('.choice') === element ? document.activeElement.dataset.value : null;
    fill(element, options.map((option) => button(option, option.value === chosen, choose)));
    if (focused !== null) [...element.children].find((one) => one.dataset.value === focused)?.focus();
  }
  return { element, show };
}

function button({ value, text, count, tone }, pressed, choose) {
  return h('button', {
    type: 'button', class: `chip ${tone ?? ''}`, 'aria-pressed': String(pressed), dataset: { value },
    onclick: () => choose(pressed ? '' : value),
  }, h('span', {}, text), count !== undefined && h('span', { class: 'count', title: integer(count) }, compact(count)));
}

/**
 * @param {{label: string, placeholder: string, value: string, change: (text: string) => void}} options change is called when
 *     the person stops typing
 */
export function searchBox({ label, placeholder, value, change }) {
  let timer = 0;
  const input = h('input', {
    type: 'search', class: 'search', 'aria-label': label, placeholder, value, spellcheck: 'false', autocomplete: 'off', dataset: { search: '' },
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => change(input.value.trim()), 250);
    },
  });
  return input;
}

/** @param {string} label @param {[string, string, boolean?][]} options value, text and whether it cannot be chosen @param {string} chosen @param {(value: string) => void} change */
export function select(label, options, chosen, change) {
  return h('select', { class: 'select', 'aria-label': label, onchange: (event) => change(event.target.value) },
    options.map(([value, text, disabled]) => h('option', { value, disabled, selected: value === chosen && !disabled }, text)));
}
