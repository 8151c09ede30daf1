import { cosineSimilarity, row, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';
import { describe, expect, test } from 'vitest';
import { pairShares, readTokens, tokenShares, tokenWeights } from './token-arithmetic.js';

const model = await StaticModel.fromPretrained(files);
const texts = ['The cat is sleeping on the sofa.', 'A kitten naps on the couch.', 'Ünïcödé 東京 x', 'a'];
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

describe.each(texts.flatMap((a) => texts.map((b) => [a, b])))('%j and %j', (a, b) => {
  const [left, right] = [readTokens(model, a), readTokens(model, b)];
  const cosine = cosineSimilarity(model.encode(a), model.encode(b));

  test('the shares of all pairs of tokens add up to the cosine', () => {
    expect(sum(pairShares(left, right).data)).toBeCloseTo(cosine, 5);
  });

  test('a token’s share is the sum of its pairs', () => {
    const shares = tokenShares(left, right);
    const pairs = pairShares(left, right);
    shares.forEach((share, j) => {
      expect(share).toBeCloseTo(sum(Array.from({ length: pairs.rows }, (_, i) => row(pairs, i)[j])), 5);
    });
    expect(sum(shares)).toBeCloseTo(cosine, 5);
  });
});

test('frequent tokens weigh little, and the heaviest is 1', () => {
  const read = readTokens(model, texts[0]);
  const weights = new Map(tokenWeights(read).map((weight, i) => [read.tokens[i], weight]));
  expect(Math.max(...weights.values())).toBe(1);
  expect(weights.get('the')).toBeLessThan(0.1);
  expect(weights.get('cat')).toBeGreaterThan(0.5);
});

test('a text without a known token shares nothing', () => {
  const nothing = readTokens(model, '');
  expect(nothing.tokens).toEqual([]);
  expect(tokenWeights(nothing)).toEqual([]);
  expect([...pairShares(nothing, readTokens(model, 'cat')).data]).toEqual([]);
  expect(tokenShares(nothing, readTokens(model, 'cat'))).toEqual([0]);
});
