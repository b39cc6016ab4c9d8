import assert from 'node:assert/strict';
import test from 'node:test';
import { Pages } from '../../main/resources/console/js/pages.js';

/** @param {number} length of the list @param {string[]} asked takes the cursors */
function list(length, asked, size = 10) {
  return new Pages(async (cursor) => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const items = Array.from({ length: Math.min(size, length - from) }, (_, i) => from + i);
    return { items, next: from + size < length ? String(from + size) : null };
  }, size);
}

test('pages are read as far as they are needed', async () => {
  const asked = [];
  const pages = list(1000, asked);
  await pages.need(0, 5);
  assert.deepEqual(asked, [null]);
  await pages.need(0, 12);
  assert.deepEqual([pages.length, pages.complete, pages.at(19), pages.at(20)], [20, false, 19, undefined]);
});

test('the end is known', async () => {
  const pages = list(15, []);
  await pages.need(0, 5);
  await pages.need(5, 20);
  assert.deepEqual([pages.length, pages.complete], [15, true]);
});

test('an empty list is complete', async () => {
  const pages = list(0, []);
  await pages.need(0, 10);
  assert.deepEqual([pages.length, pages.complete], [0, true]);
});

test('pages far away are forgotten, and read again by their cursor', async () => {
  const asked = [];
  const pages = list(1000, asked);
  for (let i = 0; i < 200; i += 5) await pages.need(i, i + 5);
  assert.equal(pages.at(0), undefined);
  assert.ok(pages.length >= 195);
  asked.length = 0;
  await pages.need(0, 4);
  assert.deepEqual([asked, pages.at(0)], [[null], 0]);
});

test('a refresh reads only what is seen', async () => {
  const asked = [];
  const pages = list(1000, asked);
  for (let i = 0; i < 40; i += 5) await pages.need(i, i + 5);
  asked.length = 0;
  await pages.need(10, 14, Date.now() + 1);
  assert.deepEqual(asked, ['10']);
});
