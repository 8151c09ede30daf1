import { quantizeModel, StaticModel } from '@m2v/core';
import { afterAll, describe, expect, test } from 'vitest';
import { largestDifference, largestValue } from './close.js';
import { hardTexts, material, multilingualTexts, randomTexts, reviews } from './material.js';
import { startOracle } from './oracle.js';

const oracle = startOracle();
afterAll(oracle.close);

const folder = material('models/potion-base-8M');
const model = await StaticModel.fromPretrained(folder);
const texts = [
  ...hardTexts(),
  ...randomTexts(1000),
  ...multilingualTexts().slice(0, 4000),
  ...reviews().slice(0, 1000),
];

describe('potion-base-8M', () => {
  test('ids', async () => {
    const theirs = await oracle.ask<number[][]>('tokenize', { model: folder, texts });
    const different = model.tokenize(texts).filter((ids, i) => ids.join() !== theirs[i].join());
    expect(different).toEqual([]);
  });

  test.each([{}, { normalize: false }, { maxLength: 8 }, { maxLength: null, normalize: false }])(
    'vectors, %j',
    async (options) => {
      const theirs = await oracle.askMatrix('encode', { model: folder, texts, ...options });
      const scale = options.normalize === false ? largestValue(theirs) : 1;
      expect(largestDifference(model.encode(texts, options), theirs)).toBeLessThanOrEqual(2e-6 * scale);
    },
  );

  test.each([{ quantizeTo: 'int8', scales: false }, { quantizeTo: 'float16' }, { dimensionality: 100 }] as const)(
    'quantized by either side: %j',
    async ({ scales, ...options }: { scales?: boolean; quantizeTo?: 'int8' | 'float16'; dimensionality?: number }) => {
      const target = oracle.folder(JSON.stringify(options).replace(/\W/g, ''));
      await oracle.ask('quantize', { model: folder, folder: target, ...options });
      const theirs = await StaticModel.fromPretrained(target);
      const ours = await quantizeModel(model, { ...options, scales });
      expect(ours.table.dtype).toBe(theirs.table.dtype);
      expect(ours.table.matrix.data).toEqual(theirs.table.matrix.data);
    },
  );
});

describe('what m2v saves, the reference reads', () => {
  const sample = texts.slice(0, 2000);
  test.each([
    ['float32', 2e-6],
    ['float16', 1e-3],
    ['int8', 2e-6],
  ] as const)('%s', async (quantizeTo, tolerance) => {
    const saved = oracle.folder(`saved-${quantizeTo}`);
    const ours = await quantizeModel(model, { quantizeTo });
    await ours.savePretrained(saved);
    const theirs = await oracle.askMatrix('encode', { model: saved, texts: sample });
    expect(largestDifference(ours.encode(sample), theirs)).toBeLessThanOrEqual(tolerance);
  });

  test('int8 whose tokens share rows', async () => {
    const saved = oracle.folder('saved-shared');
    const ours = await quantizeModel(model, { vocabularyQuantization: 64, quantizeTo: 'int8' });
    await ours.savePretrained(saved);
    const theirs = await oracle.askMatrix('encode', { model: saved, texts: sample });
    expect(largestDifference(ours.encode(sample), theirs)).toBeLessThanOrEqual(2e-6);
  });
});
