import { expect, it } from 'vitest';
import { batches } from './batches.js';

it('cuts into arrays of the given size, the last one shorter', async () => {
  const found: number[][] = [];
  for await (const batch of batches([1, 2, 3, 4, 5], 2)) found.push(batch);
  expect(found).toEqual([[1, 2], [3, 4], [5]]);
  for await (const batch of batches([], 2)) found.push(batch);
  expect(found).toHaveLength(3);
});
