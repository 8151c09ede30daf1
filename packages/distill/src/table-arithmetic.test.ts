import { expect, test } from 'vitest';
import { crossProduct, product, selfProduct } from './table-arithmetic.js';

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

test.each([0, 1, 511, 512, 513])('a product of %i rows', (rows) => {
  const a = { data: Float32Array.from({ length: rows * 3 }, (_, i) => (i % 11) - 5), rows, dim: 3 };
  const b = { data: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 3, dim: 2 };
  const wanted = Array.from({ length: rows * 2 }, (_, at) => {
    const [i, j] = [Math.floor(at / 2), at % 2];
    return [0, 1, 2].reduce((sum, k) => sum + a.data[i * 3 + k] * b.data[k * 2 + j], 0);
  });
  expect(product(a, b)).toEqual({ data: Float32Array.from(wanted), rows, dim: 2 });
});
