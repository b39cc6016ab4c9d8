/** What people should look at: open alerts, silent sensors and what was raised lately, each a link to them. */

import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { attentionOf } from '../attention.js';
import { href } from '../router.js';
import { badge } from './badges.js';

const REFRESH = 10_000;
const LATELY = 24 * 60 * 60_000;
const MAX_ALERTS = 200;

/** @param {AbortSignal} [signal] @returns {Promise<{items: object[], next: ?string}>} the alerts of the last 24 hours */
export function recentAlerts(signal) {
  return get('v1/alerts', { from: new Date(Date.now() - LATELY).toISOString(), limit: MAX_ALERTS }, { signal });
}

/** @returns {{element: HTMLElement, close: () => void}} hidden until the API has answered */
export function attention() {
  const element = h('nav', { class: 'row wrap attention', 'aria-label': 'What needs attention', hidden: true });
  const abort = new AbortController();
  let shown = '';

  async function read() {
    if (document.visibilityState === 'hidden') return;
    try {
      const [counts, recent] = await Promise.all([
        get('v1/sensors', { limit: 1 }, { signal: abort.signal }),
        recentAlerts(abort.signal),
      ]);
      show(attentionOf(counts, recent));
    } catch {
      // The picture says what is down, and the header whether the page is live.
    }
  }

  function show(links) {
    const key = JSON.stringify(links);
    // The same elements, so that the focus stays.
    if (key === shown) return;
    shown = key;
    const focused = [...element.children].indexOf(document.activeElement);
    fill(element, links.map(({ page, filter, tone, text, note }) => h('a', { class: 'attention-link', href: href(page, filter) },
      badge(tone, text), note && h('span', { class: 'muted' }, note))));
    element.hidden = false;
    element.children[focused]?.focus({ preventScroll: true });
  }

  read();
  const timer = setInterval(read, REFRESH);
  return {
    element,
    close: () => {
      clearInterval(timer);
      abort.abort();
    },
  };
}
