import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointLength, firstCodePoints, medianTokenLength } from './code-points.js';

const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });

test('lengths and cuts count code points, lone surrogates as one', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), fc.nat(30), (text, count) => {
      expect(codePointLength(text)).toBe([...text].length);
      expect(firstCodePoints(text, count)).toBe([...text].slice(0, count).join(''));
    }),
  );
});

test('the median of an even number of tokens is rounded down', () => {
  expect(medianTokenLength(['a', 'bb', 'ccc', '𝒟𝒟𝒟𝒟𝒟𝒟𝒟𝒟'])).toBe(2);
  expect(medianTokenLength(['a', '##ing', 'ccc'])).toBe(3);
});
