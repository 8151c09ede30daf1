import { expect, it } from 'vitest';
import { formatSize } from './format-size.js';

it.each([
  [0, '0.0 kB'],
  [12_345, '12.3 kB'],
  [1_000_000, '1.0 MB'],
  [15_560_000, '15.6 MB'],
])('%d bytes are %s', (bytes, size) => {
  expect(formatSize(bytes)).toBe(size);
});
