import { expect, test } from 'vitest';
import { formatAbout, formatBytes, formatCosine, formatPercent, formatSeconds } from './format.js';

test.each([
  [0.0001, '1 ms'],
  [0.9996, '1.0 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.7, '1 min 0 s'],
  [119.6, '2 min 0 s'],
])('%f seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test('digits that tell, and no others', () => {
  expect(formatAbout(18_234)).toBe('18,000');
  expect(formatBytes(22_928_619)).toBe('23 MB');
  expect([0.4567, -0.25, -0.001].map(formatCosine)).toEqual(['0.46', '−0.25', '0.00']);
  expect([0, 0.456, 0.9996].map(formatPercent)).toEqual(['0 %', '45.6 %', '100 %']);
});
