import { expect, test } from 'vitest';
import { createRandom } from '../../packages/core/dist/kit.js';
import { ndcg, pairedInterval, spearman } from './figures.mjs';
import { predictLabels } from './logistic-regression.mjs';
import { overDraws } from './sets.mjs';

test('Spearman’s correlation is that of the ranks, of which equal values share the mean', () => {
  expect(spearman([1, 2, 3], [10, 100, 1000])).toBeCloseTo(100, 10);
  expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-100, 10);
  // Ranks 0, 1.5, 1.5, 3 beside 0, 1, 2, 3: covariance 4.5, squares 4.5 and 5.
  expect(spearman([1, 2, 2, 9], [1, 2, 3, 4])).toBeCloseTo(100 * Math.sqrt(4.5 / 5), 10);
});

test('nDCG weighs what was found by its place, beside the best that there was to find', () => {
  expect(ndcg([3, 1, 0], [0, 1, 3])).toBe(1);
  expect(ndcg([0, 1], [1, 0, 0])).toBeCloseTo(1 / Math.log2(3), 10);
  // What is worse than useless counts for nothing.
  expect(ndcg([-1, 2], [2, -1])).toBeCloseTo(1 / Math.log2(3), 10);
});

test('an interval is of the difference on the same items', () => {
  const set = { items: 50, figure: (answers, items) => items.reduce((sum, i) => sum + answers[i], 0) / items.length };
  const a = Array.from({ length: 50 }, (_, i) => i % 7);
  expect(pairedInterval(set, a, a, createRandom(1))).toEqual([0, 0]);
  const [low, high] = pairedInterval(
    set,
    a.map((value) => value + 2),
    a,
    createRandom(1),
  );
  expect([low, high]).toEqual([expect.closeTo(2, 10), expect.closeTo(2, 10)]);
});

test('a figure over draws is the mean of theirs on the same items, and one model is enough to stand beside them', () => {
  const set = overDraws({
    name: 'sums',
    items: 3,
    figure: (answers, items) => items.reduce((sum, i) => sum + answers[i], 0),
  });
  expect(set.figure([[1, 2, 3]], [0, 2, 2])).toBe(7);
  expect(
    set.figure(
      [
        [1, 2, 3],
        [3, 2, 5],
      ],
      [0, 2],
    ),
  ).toBe(6);
  expect(
    pairedInterval(
      set,
      [
        [2, 3, 4],
        [0, 1, 2],
      ],
      [[1, 2, 3]],
      createRandom(1),
    ),
  ).toEqual([0, 0]);
});

test('labels are those that scikit-learn predicts', () => {
  const ROWS = 360;
  const label = (i) => {
    const scores = [
      Math.sin(i) + 0.8 * Math.cos(5.1 * i),
      Math.sin(2.3 * i) + 0.8 * Math.cos(3.7 * i),
      Math.sin(0.7 * i + 1) + 0.8 * Math.cos(1.9 * i),
    ];
    return 'bac'[scores.indexOf(Math.max(...scores))];
  };
  const labels = Array.from({ length: ROWS }, (_, i) => label(i));
  const vectors = (first, last) => ({
    data: Float32Array.from({ length: 3 * (last - first) }, (_, at) => {
      const i = first + Math.floor(at / 3);
      return [Math.sin(i), Math.sin(2.3 * i), Math.sin(0.7 * i + 1)][at % 3];
    }),
    rows: last - first,
    dim: 3,
  });
  const predicted = predictLabels({ vectors: vectors(0, 300), labels: labels.slice(0, 300) }, vectors(300, ROWS));
  // LogisticRegression(C=0.01, tol=1e-10) of scikit-learn, on vectors made unit, centred and scaled as here.
  expect(predicted.join('')).toBe('cabbacccbbbbaccabbababbaccabbbbaccabbababbaccabbaccccabbacab');
});
