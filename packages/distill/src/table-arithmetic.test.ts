import { expect, test } from 'vitest';
import { sideBySide } from './table-arithmetic.js';

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
