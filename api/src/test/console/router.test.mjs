import assert from 'node:assert/strict';
import test from 'node:test';
import { href, parse } from '../../main/resources/console/js/router.js';

const IDS = ['sensor-1', '../../etc', '100%25 %2F', '?a=b#c', '<img src=x>', '"><script>', '\u202evil', 'a/b', 'line\nbreak'];

test('an address gives its id again, whatever is in it', () => {
  for (const id of IDS) {
    const { name, id: again, query } = parse(href('sensors', { metric: 'a&b=c' }, id));
    assert.deepEqual([name, again, query.get('metric')], ['sensors', id, 'a&b=c']);
  }
});

test('an address that somebody typed', () => {
  assert.equal(parse('').name, 'pipeline');
  assert.equal(parse('#fleet').name, 'fleet');
  assert.equal(parse('#/sensors/100%').id, '100%');
  assert.equal(href('fleet', { q: '', tag: null, state: 'SILENT' }), '#/fleet?state=SILENT');
});
