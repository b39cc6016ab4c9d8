/** Elements without HTML text: what a device or a person wrote becomes a text node, and nothing else. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] attributes; `class`, `dataset`, and `on…` functions as listeners.
 *     null, undefined and false leave an attribute out, true is an empty one
 * @param {...(Node|string|number|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  return filled(document.createElement(tag), properties, children);
}

/** As {@link h}, in the namespace of SVG. @returns {SVGElement} */
export function svg(tag, properties = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), properties, children);
}

/** Replaces what an element has. @param {Element} element */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

/** An icon of icons.svg, hidden from screen readers. @param {string} name */
export function icon(name) {
  return svg('svg', { class: 'icon', 'aria-hidden': 'true', focusable: 'false' }, svg('use', { href: `icons.svg#${name}` }));
}

/** Text of unknown origin: its writing direction does not reach its surroundings. @param {string} text */
export function foreign(text, properties = {}) {
  return h('bdi', { title: text, ...properties }, visible(text));
}

/** @param {string} text @returns {string} with control characters, marks of the byte order, and those that change the writing direction, as symbols */
export function visible(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (c) =>
    c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : '\ufffd');
}

/** @param {string} text of several lines @returns {string} as above, but for the ends of lines */
export function visibleLines(text) {
  return text.split('\n').map(visible).join('\n');
}

/** Runs a function at most once per frame. @param {() => void} run */
export function oncePerFrame(run) {
  let asked = 0;
  return () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      run();
    });
  };
}

/** Runs a function when it has not been asked for a while. @param {(...args) => void} run @param {number} ms */
export function afterQuiet(run, ms) {
  let timer = 0;
  const later = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms, ...args);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat(Infinity).filter((child) => child != null && child !== false);
}
