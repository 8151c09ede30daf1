import { expect, test } from 'vitest';
import { crossProduct, selfProduct, sideBySide } from './table-arithmetic.js';

test('two tables side by side have no mean, and weigh alike', () => {
  const a = { data: Float32Array.of(1, 2, 3, 6, 5, 1), rows: 3, dim: 2 };
  const b = { data: Float32Array.of(100, 300, 800), rows: 3, dim: 1 };
  const { data, rows, dim } = sideBySide(a, b);
  expect([rows, dim]).toEqual([3, 3]);
  const column = (j: number) => [data[j], data[3 + j], data[6 + j]];
  for (const j of [0, 1, 2]) expect(column(j).reduce((sum, value) => sum + value)).toBeCloseTo(0, 6);
  const meanSquare = (...values: number[]) => values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(meanSquare(...column(0), ...column(1))).toBeCloseTo(1, 6);
  expect(meanSquare(...column(2))).toBeCloseTo(1, 6);
});

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
