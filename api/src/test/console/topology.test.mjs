import assert from 'node:assert/strict';
import test from 'node:test';
import { completed, picture } from '../../main/resources/console/js/topology.js';

test('the picture is whole while the API sees nothing', () => {
  const { boxes, lines } = picture(completed([]), true, 1200, 14);
  assert.equal(boxes.length, 14);
  assert.equal(lines.length, 16);
});

test('arrows of the API replace the known ones', () => {
  const arrows = completed([{ from: 'sensor-events', to: 'streams-app', rate: 3, lag: 4 }, { from: 'streams-app', to: 'quarantine-replays', rate: 0 }]);
  assert.equal(arrows.length, 15);
  assert.deepEqual(arrows[0], { from: 'sensor-events', to: 'streams-app', rate: 3, lag: 4 });
});

test('boxes stay within the width and apart from each other', () => {
  for (const width of [290, 340, 1099, 1100, 1180, 2480]) {
    const { boxes, height } = picture(completed([]), true, width, 14);
    for (const box of boxes) assert.ok(box.x >= 0 && box.x + box.width <= width + 0.5 && box.y >= 0 && box.y + box.height <= height + 0.5, `${box.name} at ${width}`);
    for (const a of boxes) for (const b of boxes) assert.ok(a === b || a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y, `${a.name} on ${b.name} at ${width}`);
  }
});
