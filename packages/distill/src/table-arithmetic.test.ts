import { expect, test } from 'vitest';
import { crossProduct, selfProduct } from './table-arithmetic.js';

test('the product of a table with itself is that of two equal ones, less what is taken from each row', async () => {
  const data = Float32Array.from({ length: 130 * 5 }, (_, i) => Math.sin(i));
  const table = { data, rows: 130, dim: 5 };
  const done: number[] = [];
  const own = await selfProduct(table, async (rows) => void done.push(rows));
  expect(own).toEqual(await crossProduct(table, table, async () => {}));
  expect(done).toEqual([64, 128, 130]);
  const shift = Float64Array.of(1, 2, 3, 4, 5);
  const moved = { ...table, data: data.map((value, at) => value - shift[at % 5]) };
  const both = [await selfProduct(table, async () => {}, shift), await selfProduct(moved, async () => {})];
  both[0].forEach((value, at) => {
    expect(value).toBeCloseTo(both[1][at], 3);
  });
});
