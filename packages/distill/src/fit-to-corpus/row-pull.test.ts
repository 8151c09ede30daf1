import { expect, test } from 'vitest';
import { rowPull } from './row-pull.js';

test('a row is pulled by the root of its texts, those that occur by `ridge` on average', () => {
  const pull = rowPull(Float64Array.of(0, 1, 4, 9), 0.05);
  expect([...pull].map((value) => value / pull[1])).toEqual([1, 1, 2, 3].map((value) => expect.closeTo(value, 5)));
  expect((pull[1] + pull[2] + pull[3]) / 3).toBeCloseTo(0.05, 6);
});
