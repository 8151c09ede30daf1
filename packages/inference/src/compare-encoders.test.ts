import { createMatrix, type StaticModel } from '@m2v/core';
import { expect, expectTypeOf, test } from 'vitest';
import { compareEncoders } from './compare-encoders.js';
import { pearson, spearman } from './correlation.js';
import type { SentenceEncoder } from './sentence-encoder.js';

const encoder = (vectors: number[][]): SentenceEncoder => ({
  encode() {
    const matrix = createMatrix(vectors.length, vectors[0].length);
    matrix.data.set(vectors.flat());
    return matrix;
  },
});
const texts = ['a', 'b', 'c', 'd'];
const vectors = [
  [1, 0],
  [0.9, 0.1],
  [0, 1],
  [0.5, 0.6],
];

test('an encoder agrees with itself', async () => {
  const [same] = await compareEncoders(encoder(vectors), [{ name: 'same', encoder: encoder(vectors) }], texts);
  expect(same.spearman).toBeCloseTo(1, 12);
  expect(same.pearson).toBeCloseTo(1, 12);
  expect(same.pairs[0].reference).toBe(same.pairs[0].other);
});

test('the pair that was moved apart differs most', async () => {
  const moved = vectors.map((vector, i) => (i === 1 ? [-1, 0] : vector));
  const [other] = await compareEncoders(encoder(vectors), [{ name: 'moved', encoder: encoder(moved) }], texts, {
    pairs: 1,
  });
  expect(other.pairs).toHaveLength(1);
  expect(other.pairs[0]).toMatchObject({ a: 0, b: 1 });
  expect(other.spearman).toBeLessThan(1);
});

test('correlations of lists with ties are scipy’s', () => {
  const x = Float64Array.of(1, 2, 2, 3, 5);
  const y = Float64Array.of(2, 1, 4, 4, 6);
  expect(pearson(x, y)).toBeCloseTo(0.8287248620773796, 12);
  expect(spearman(x, y)).toBeCloseTo(0.7631578947368421, 12);
});

test('too few texts are refused, and too many', async () => {
  const compared = (texts: string[]) => compareEncoders(encoder(vectors), [], texts);
  await expect(compared(['a', 'b'])).rejects.toThrow('texts: are too few to compare, got 2; allowed: 3 to 2000 texts');
  await expect(compared(new Array(2001).fill('a'))).rejects.toThrow('texts: are too many to compare, got 2001');
});

test('texts that an encoder does not tell apart are refused by its name', async () => {
  const blind = encoder(texts.map(() => [0, 0]));
  await expect(compareEncoders(encoder(vectors), [{ name: 'blind', encoder: blind }], texts)).rejects.toThrow(
    'texts: blind finds all pairs equally similar',
  );
  await expect(compareEncoders(blind, [], texts)).rejects.toThrow('the reference finds');
});

test('a static model is an encoder', () => {
  expectTypeOf<StaticModel>().toExtend<SentenceEncoder>();
});
