import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfSensor } from '../../main/resources/console/js/widgets/feed.js';

test('live items are filtered as the API filters: a sensor exactly, a search by part in any case', () => {
  assert.equal(isOfSensor('Boiler-1', { sensor: '', search: '' }), true);
  assert.equal(isOfSensor('Boiler-1', { sensor: 'Boiler-1', search: '' }), true);
  assert.equal(isOfSensor('Boiler-1', { sensor: 'boiler-1', search: '' }), false);
  assert.equal(isOfSensor('Boiler-1', { sensor: '', search: 'OILER' }), true);
  assert.equal(isOfSensor('Boiler-1', { sensor: '', search: 'roof' }), false);
});

test('an item without a sensor matches no search', () => {
  assert.equal(isOfSensor(null, { sensor: '', search: '' }), true);
  assert.equal(isOfSensor(null, { sensor: '', search: 'a' }), false);
});
