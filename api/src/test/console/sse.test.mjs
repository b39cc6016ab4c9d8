import assert from 'node:assert/strict';
import test from 'node:test';
import { backOff, eventParser } from '../../main/resources/console/js/sse.js';

const TEXT = ': ping\n\nevent: alert\ndata: {"a":1}\n\ndata: one\ndata: two\nid: 7\n\nevent: nothing\n\n';
const EXPECTED = [['alert', '{"a":1}'], ['message', 'one\ntwo']];

function parse(chunks) {
  const events = [];
  const take = eventParser((event, data) => events.push([event, data]));
  chunks.forEach(take);
  return events;
}

test('events are read, comments are skipped', () => assert.deepEqual(parse([TEXT]), EXPECTED));

test('events may be cut anywhere, and lines may end in any way', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = TEXT.replaceAll('\n', end);
    for (let cut = 0; cut < text.length; cut++) assert.deepEqual(parse([text.slice(0, cut), text.slice(cut), end]), EXPECTED, `${JSON.stringify(end)} at ${cut}`);
    assert.deepEqual(parse([...text, end]), EXPECTED);
  }
});

test('the wait doubles up to half a minute, and is spread', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((attempt) => backOff(attempt, () => 0.5)), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.equal(backOff(0, () => 0), 750);
});
