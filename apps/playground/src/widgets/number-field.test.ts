import { expect, test } from 'vitest';
import { allowedNumber } from './number-field.js';

test.each([
  [7, { min: 1, max: 10, step: 1 }, 7],
  [-3, { min: 1, max: 10, step: 1 }, 1],
  [99, { min: 5, max: 50, step: 1 }, 50],
  [6.6, { min: 1, max: 10, step: 1 }, 7],
  [0.876, { min: 0.5, max: 1, step: 0.01 }, 0.88],
  [0, { min: 0.5, max: 1, step: 0.01 }, 0.5],
  [Number.NaN, { min: 1, max: 10, step: 1 }, undefined],
])('%f within %o', (typed, limits, wanted) => {
  expect(allowedNumber(typed, limits)).toBe(wanted);
});
