import assert from 'node:assert/strict';
import test from 'node:test';
import { commonWords, gapsOf, restOf, sentenceOf, wordsOf } from '../../main/resources/console/js/common-words.js';

function commonOf(texts) {
  return texts.map(wordsOf).reduce(commonWords);
}

function rests(texts) {
  return texts.map((text) => restOf(gapsOf(wordsOf(text), commonOf(texts))));
}

test('equal sentences have nothing of their own', () => {
  const text = 'the registry has no schema with id 126';
  assert.deepEqual(rests([text, text]), ['', '']);
  assert.equal(sentenceOf(commonOf([text, text]), gapsOf(wordsOf(text), wordsOf(text))), text);
});

test('each text has what differs, and the sentence has a mark there', () => {
  const texts = [
    'event_time 2026-11-27T21:00:00Z is ahead of the wall clock 2026-11-27T20:00:00Z',
    'event_time 2026-11-28T21:00:00Z is ahead of the wall clock 2026-11-27T20:30:00Z',
  ];
  assert.deepEqual(rests(texts), ['2026-11-27T21:00:00Z … 2026-11-27T20:00:00Z', '2026-11-28T21:00:00Z … 2026-11-27T20:30:00Z']);
  assert.equal(sentenceOf(commonOf(texts), gapsOf(wordsOf(texts[0]), commonOf(texts))), 'event_time … is ahead of the wall clock …');
});

test('what differs may have several words, or none', () => {
  const texts = [
    'metric "core temperature" = 999.0 is not within -90 to 150',
    'metric "co" = 1.0 is not within -90 to 150 and 2 more',
    'metric "co" = 2.0 is not within -90 to 150',
  ];
  assert.deepEqual(rests(texts), ['"core temperature" … 999.0', '"co" … 1.0 … and 2 more', '"co" … 2.0']);
});

test('a comma or semicolon is no part of what differs', () => {
  const texts = ['the value starts with 0x62; expected the byte 0, a schema id', 'the value starts with 0x63; expected the byte 0, a schema id'];
  assert.deepEqual(rests(texts), ['0x62', '0x63']);
  assert.equal(sentenceOf(commonOf(texts), gapsOf(wordsOf(texts[0]), commonOf(texts))), 'the value starts with …; expected the byte 0, a schema id');
});

test('sentences with hardly a word in common are left whole', () => {
  assert.deepEqual(commonOf(['line 1: no field', 'the JSON ends early']), []);
  assert.deepEqual(commonOf(['a b c d', 'a b c d', 'x y z', 'a b c d']), []);
});

test('long texts are left whole', () => {
  const long = 'word '.repeat(100);
  assert.deepEqual(commonOf([long, long]), []);
});
