/** What sentences have in common, so that it is shown once. Pure functions. */

/** Fewer words are no sentence; longer texts are shown as they are. */
const LEAST = 3;
const MOST = 60;
const GAP = '…';

/** @param {string} text @returns {string[]} a comma or semicolon after a word stands on its own */
export function wordsOf(text) {
  return text.split(/ |(?=[;,](?: |$))/);
}

function textOf(words) {
  return words.join(' ').replace(/ (?=[;,](?: |$))/g, '');
}

/**
 * @param {string[]} common words, in the order in which they stand
 * @param {string[]} words of another text
 * @returns {string[]} the longest row of words that both have, the same array if it is all of `common`; empty if it is too
 *     short to be a sentence
 */
export function commonWords(common, words) {
  if (common.length === 0) return common;
  if (common.length > MOST || words.length > MOST) return [];
  const shared = pairs(common, words).map(([i]) => common[i]);
  if (shared.length < LEAST) return [];
  return shared.length === common.length ? common : shared;
}

/**
 * @param {string[]} words of a text
 * @param {string[]} common as above, of this text and others
 * @returns {string[]} what only this text has: before the first common word, between two, and after the last one; often empty
 */
export function gapsOf(words, common) {
  const places = [-1, ...pairs(common, words).map(([, place]) => place), words.length];
  return places.slice(1).map((place, i) => textOf(words.slice(places[i] + 1, place)));
}

/** @param {string[]} gaps as above @returns {string} what a text has of its own */
export function restOf(gaps) {
  return gaps.filter(Boolean).join(` ${GAP} `);
}

/** @param {string[]} common as above @param {string[]} gaps where one is not empty, a mark is put @returns {string} */
export function sentenceOf(common, gaps) {
  return textOf(gaps.flatMap((gap, i) => [gap && GAP, common[i]]).filter(Boolean));
}

/** The places of a longest common subsequence: of each of its words, that in both. */
function pairs(a, b) {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return found;
}
