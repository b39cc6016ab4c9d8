/** Rows of one height, of which only the visible ones are in the page. The window scrolls. */

import { h, oncePerFrame } from '../dom.js';

/** Rows above and below the visible ones, so that scrolling shows no blank. */
const MARGIN = 8;

/**
 * @param {{create: () => {element: HTMLElement, show: (index: number) => void}, seen: (from: number, to: number) => void}} rows
 *     create makes a row, whose show fills it; seen receives which rows are visible, from inclusive, to exclusive
 * @returns {{element: HTMLElement, resize: (count: number) => void, refresh: () => void, visible: () => [number, number], close: () => void}}
 */
export function virtualList({ create, seen }) {
  const element = h('div', { class: 'virtual', role: 'rowgroup' });
  const inUse = new Map();
  const free = [];
  let count = 0;
  let range = [0, 0];

  function rowHeight() {
    return parseFloat(getComputedStyle(element).getPropertyValue('--row-height')) * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  const place = oncePerFrame(() => {
    if (!element.isConnected) return;
    const height = rowHeight();
    element.style.height = `${count * height}px`;
    const top = -element.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / height));
    const last = Math.min(count, Math.max(0, Math.ceil((top + innerHeight) / height)));
    show(Math.max(0, first - MARGIN), Math.min(count, last + MARGIN), height);
    range = [Math.min(first, last), last];
    seen(...range);
  });

  function show(from, to, height) {
    for (const [index, row] of inUse) {
      // A row that has the focus stays, so that the keyboard keeps its place.
      if ((index >= from && index < to) || (index < count && row.element.contains(document.activeElement))) continue;
      row.element.remove();
      inUse.delete(index);
      free.push(row);
    }
    for (let index = from; index < to; index++) {
      const row = inUse.get(index) ?? taken(index);
      row.element.style.transform = `translateY(${index * height}px)`;
    }
  }

  /** Rows stand in the page in their order, for the Tab key and for screen readers. */
  function taken(index) {
    const row = free.pop() ?? create();
    inUse.set(index, row);
    row.show(index);
    row.element.setAttribute('aria-rowindex', index + 2);
    const next = inUse.get(index + 1) ?? nearestAfter(index);
    element.insertBefore(row.element, next?.element ?? null);
    return row;
  }

  function nearestAfter(index) {
    let nearest = null;
    for (const key of inUse.keys()) if (key > index && (nearest === null || key < nearest)) nearest = key;
    return nearest === null ? null : inUse.get(nearest);
  }

  addEventListener('scroll', place, { passive: true });
  addEventListener('resize', place);
  return {
    element,
    resize: (next) => {
      count = next;
      place();
    },
    refresh: () => inUse.forEach((row, index) => index < count && row.show(index)),
    visible: () => range,
    close: () => {
      removeEventListener('scroll', place);
      removeEventListener('resize', place);
    },
  };
}
