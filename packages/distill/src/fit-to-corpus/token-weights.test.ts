import { expect, test } from 'vitest';
import { corpusWeights } from './token-weights.js';

test('a token weighs half where its share of the corpus is a thousandth, and nearly 1 where it does not occur', () => {
  // One is added to each token's occurrences, which makes 10,000.
  const weights = corpusWeights(Float64Array.of(9, 9988, 0));
  expect(weights[0]).toBeCloseTo(0.5, 3);
  expect(weights[1]).toBeCloseTo(0.001, 4);
  expect(weights[2]).toBeCloseTo(1 / 1.1, 3);
});
