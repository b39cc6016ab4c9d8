import assert from 'node:assert/strict';
import test from 'node:test';
import { textOf } from '../../main/resources/console/js/record-text.js';

const item = (bytes, changes = {}) => ({ reason: 'UNDECODABLE', decoded: null, value_base64: Buffer.from(bytes).toString('base64'), truncated: false, ...changes });

test('bytes that are UTF-8 are text, with control characters and markup as they came', () => {
  for (const text of ['{"temp": 21.5}', 'Grüße 🌡', '<img src=x>\r\n\u0007', '\ufeffwith a mark']) assert.equal(textOf(item(text)), text);
});

test('other bytes are no text', () => {
  for (const bytes of [[0xff, 0xfe], [0x47, 0xfc], [0xc3], [0xed, 0xa0, 0x80]]) assert.equal(textOf(item(bytes)), null);
  assert.equal(textOf(item([])), null);
  assert.equal(textOf(item('x', { value_base64: null })), null);
});

test('a record with fields needs no text', () => {
  assert.equal(textOf(item('x', { decoded: { sensor_id: 'x' } })), null);
});

test('Avro in the wire format is no text, also if its bytes would be', () => {
  const bytes = [0, 0, 0, 0, 5, 0x61];
  assert.equal(textOf(item(bytes, { reason: 'UNKNOWN_SCHEMA' })), null);
  assert.equal(textOf(item(bytes, { reason: 'UNREADABLE' })), '\0\0\0\0\u0005a');
});

test('a beginning may end within a character', () => {
  const bytes = Buffer.from('21 °C').subarray(0, 4);
  assert.equal(textOf(item(bytes)), null);
  assert.equal(textOf(item(bytes, { truncated: true })), '21 ');
});
