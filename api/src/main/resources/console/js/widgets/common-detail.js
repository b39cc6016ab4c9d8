/** Rows whose details are nearly the same sentence: the sentence once, and in each row what differs. */

import { commonWords, gapsOf, restOf, sentenceOf, wordsOf } from '../common-words.js';
import { fill, h, oncePerFrame } from '../dom.js';
import { textWithTimes } from './text.js';

/**
 * @returns {{element: HTMLElement, add: (detail: HTMLElement, text: string) => void, clear: () => void}} element has the
 *     sentence, once two rows in the page have it
 */
export function commonDetail() {
  const element = h('p', { class: 'common-detail muted', hidden: true });
  let rows = [];
  let added = [];
  let common = null;
  let gaps = [];

  const show = oncePerFrame(() => {
    const before = common;
    for (const { words } of added) common = common === null ? words : commonWords(common, words);
    rows = rows.concat(added).filter((row) => row.detail.isConnected);
    const isShown = rows.length > 1 && common.length > 0;
    const isOther = common !== before || isShown === element.hidden;
    if (isOther) gaps = [];
    (isOther ? rows : added).forEach(isShown ? shorten : showWhole);
    element.hidden = !isShown;
    if (isShown) fill(element, 'Each of these: ', textWithTimes(sentenceOf(common, gaps)));
    added = [];
  });

  function shorten({ detail, text, words }) {
    const own = gapsOf(words, common);
    own.forEach((gap, i) => {
      gaps[i] ||= gap;
    });
    fill(detail, own.some(Boolean) && textWithTimes(restOf(own), { title: text }));
  }

  return {
    element,
    add: (detail, text) => {
      added.push({ detail, text, words: wordsOf(text) });
      show();
    },
    clear: () => {
      rows = [];
      added = [];
      common = null;
      element.hidden = true;
    },
  };
}

function showWhole({ detail, text }) {
  fill(detail, textWithTimes(text, { title: text }));
}
