import { createMatrix } from '@m2v/core';
import { collectTokenBags } from '@m2v/core/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bagMeans, occurringTokens } from './bags.js';
import { gather, gatherRows, scatterRows } from './gather.js';

const VOCABULARY = 12;
const texts = fc.array(fc.array(fc.nat(VOCABULARY - 1), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});

test('tokens that occur, and all others, are each token once; texts say the same of them by their places', async () => {
  const table = createMatrix(VOCABULARY, 2);
  for (let at = 0; at < table.data.length; at++) table.data[at] = (at % 7) + 1;
  const weights = Float64Array.from({ length: VOCABULARY }, (_, id) => 1 / (1 + id));
  await fc.assert(
    fc.asyncProperty(texts, async (all) => {
      const lines = all.map((ids) => ids.join(' '));
      const bags = await collectTokenBags(lines, VOCABULARY, (text) => Int32Array.from(text.split(' '), Number));
      const { bags: placed, tokens, others } = occurringTokens(bags, VOCABULARY);
      expect([...tokens]).toEqual([...new Set(all.flat())].sort((a, b) => a - b));
      expect([...tokens, ...others].sort((a, b) => a - b)).toEqual([...weights.keys()]);
      const rows = gatherRows(table, tokens);
      expect(bagMeans(placed, rows, gather(weights, tokens))).toEqual(bagMeans(bags, table, weights));
      const parts = [
        { ids: tokens, rows },
        { ids: others, rows: gatherRows(table, others) },
      ];
      expect(scatterRows(parts)).toEqual(table);
    }),
  );
});

test('a text is the mean of its tokens’ rows, each as often as it occurs and by its weight', async () => {
  const bags = await collectTokenBags(['aab'], 2, () => Int32Array.of(0, 0, 1));
  const table = { data: Float32Array.of(3, 30, 6, 60), rows: 2, dim: 2 };
  expect([...bagMeans(bags, table).data]).toEqual([4, 40].map((value) => expect.closeTo(value, 4)));
  expect([...bagMeans(bags, table, Float64Array.of(1, 0.5)).data]).toEqual(
    [3, 30].map((value) => expect.closeTo(value, 4)),
  );
});
