import assert from 'node:assert/strict';
import test from 'node:test';
import { visible, visibleLines } from '../../main/resources/console/js/dom.js';

test('control characters, and those that change the writing direction, are visible', () => {
  assert.equal(visible('a\u0000\u001b[1m\r\n\u007f\u0085b'), 'a␀␛[1m␍␊\ufffd\ufffdb');
  for (const c of '\u061c\u200e\u202e\u2066\ufeff') assert.equal(visible(`a${c}b`), 'a\ufffdb');
  assert.equal(visible('Grüße, 🌡 <b>'), 'Grüße, 🌡 <b>');
});

test('lines stay lines', () => {
  assert.equal(visibleLines('a\r\nb\tc'), 'a␍\nb␉c');
});
