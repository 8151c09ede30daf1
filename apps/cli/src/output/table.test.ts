import { expect, it } from 'vitest';
import { table } from './table.js';

it('aligns columns, numbers to the right, and leaves no space at the end', () => {
  expect(
    table([
      ['tokens', 29528, 'in all'],
      ['dims', 256, ''],
      ['x', 7],
    ]),
  ).toBe('tokens  29528  in all\ndims      256\nx           7\n');
});

it('is nothing where there are no rows', () => {
  expect(table([])).toBe('');
});
