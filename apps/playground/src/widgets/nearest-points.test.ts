import { expect, test } from 'vitest';
import { nearestPoints } from './nearest-points.js';

const POINTS = Float32Array.of(0, 0, 1, 1, 0.5, 0, -1, 0, 0.1, 0.1);

test.each([
  [0, 3, [0, 4, 2]],
  [1, 2, [1, 2]],
  [0, 99, [0, 4, 2, 3, 1]],
])('of point %i the %i nearest', (index, count, wanted) => {
  expect(nearestPoints(POINTS, index, count)).toEqual(wanted);
});

test('of many points at one place no more are taken than asked for, the point itself among them', () => {
  const same = new Float32Array(200);
  const chosen = nearestPoints(same, 77, 10);
  expect(chosen).toHaveLength(10);
  expect(chosen[0]).toBe(77);
});
