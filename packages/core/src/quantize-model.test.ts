import { fixture } from '@m2v/fixtures';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantize, rowScale } from './embedding-table/quantize.js';
import { createMatrix, type Matrix, row } from './matrix.js';
import { quantizeModel } from './quantize-model.js';
import { StaticModel } from './static-model.js';

const float32 = await StaticModel.fromPretrained(fixture('models/float32/model'));
const texts = ['the black river', 'a new play', 'Hello world'];

describe('int8', () => {
  // What model2vec 0.10.0 gave for the same numbers.
  test.each([
    [
      [
        [0.1, -0.25, 0.5],
        [1, -2, 1.5],
        [0.0078740157, 0.0236, -0.0393],
      ],
      [
        [6, -16, 32],
        [64, -127, 95],
        [0, 1, -2],
      ],
    ],
    [[[127, 0.5, 1.5, 2.5, -0.5, -1.5]], [[127, 0, 2, 2, 0, -2]]],
    [[[1e-7, -3e-8, 2e-8]], [[127, -76, 0]]],
    [[[0, 0]], [[0, 0]]],
    [[[70000, 1]], [[127, 0]]],
  ])('without scales is the reference’s: %j', (values, expected) => {
    const { matrix } = quantize({ matrix: fromRows(values), dtype: 'float32' }, 'int8', { scales: false });
    expect([...matrix.data]).toEqual(expected.flat());
  });

  test('with scales keeps each value within half a scale of the original', () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e4, max: 1e4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value, value), { minLength: 1 }), (values) => {
        const original = fromRows(values);
        const { matrix, rowScales } = quantize({ matrix: original, dtype: 'float32' }, 'int8');
        for (let i = 0; i < original.rows; i++) {
          const scale = rowScale(row(original, i));
          expect(rowScales?.[i]).toBe(scale);
          row(matrix, i).forEach((found, j) => {
            expect(Math.abs(found - row(original, i)[j])).toBeLessThanOrEqual(scale * 0.5000001);
          });
        }
      }),
    );
  });

  test('of a model whose tokens share rows puts the scales into the weights', async () => {
    const shared = await StaticModel.fromPretrained(fixture('models/mapping-weights/model'));
    const quantized = await quantizeModel(shared, { quantizeTo: 'int8' });
    expect(quantized.table.matrix.data.every(Number.isInteger)).toBe(true);
    const [before, after] = [shared, quantized].map((model) => model.encode(texts).data);
    for (const [i, value] of before.entries()) expect(Math.abs(value - after[i])).toBeLessThan(0.02);
  });
});

test('float16 rounds to what the reference’s float16 model holds', async () => {
  const reference = await StaticModel.fromPretrained(fixture('models/float16/model'));
  const quantized = await quantizeModel(float32, { quantizeTo: 'float16' });
  expect(quantized.table.matrix).toEqual(reference.table.matrix);
});

test('weights are folded into the rows before they are scaled', async () => {
  const weighted = await StaticModel.fromPretrained(fixture('models/weights/model'));
  const quantized = await quantizeModel(weighted, { quantizeTo: 'int8' });
  expect(quantized.table.weights).toBeUndefined();
  const [before, after] = [weighted, quantized].map((model) => model.encode(texts, { normalize: true }).data);
  for (const [i, value] of before.entries()) expect(Math.abs(value - after[i])).toBeLessThan(0.02);
});

test('what is asked for at loading is what quantizeModel gives', async () => {
  const options = { vocabularyQuantization: 40, quantizeTo: 'int8', dimensionality: 6 } as const;
  const loaded = await StaticModel.fromPretrained(fixture('models/float32/model'), options);
  expect(loaded.table).toEqual((await quantizeModel(float32, options)).table);
  expect(loaded.dim).toBe(6);
  await expect(StaticModel.fromPretrained(fixture('models/float32/model'), { dimensionality: 13 })).rejects.toThrow(
    /dimensionality: is not a number of columns, got 13; allowed: an integer from 1 to 12/,
  );
});

test('dimensionality keeps the first columns', async () => {
  const cut = await quantizeModel(float32, { dimensionality: 5 });
  expect(cut.dim).toBe(5);
  expect(row(cut.table.matrix, 7)).toEqual(row(float32.table.matrix, 7).slice(0, 5));
  await expect(quantizeModel(float32, { dimensionality: 13 })).rejects.toThrow(/an integer from 1 to 12/);
  await expect(quantizeModel(float32, { dimensionality: 0 })).rejects.toThrow(/dimensionality/);
});

test('shared rows: unit rows are clustered, their norms become weights, and only once', async () => {
  const clustered = await quantizeModel(float32, { vocabularyQuantization: 40 });
  const { matrix, mapping, weights } = clustered.table;
  expect([matrix.rows, mapping?.length, weights?.length]).toEqual([40, 462, 462]);
  const norms = Array.from({ length: 462 }, (_, i) => Math.hypot(...row(float32.table.matrix, i)));
  for (const [i, norm] of norms.entries()) expect(weights?.[i]).toBeCloseTo(norm, 5);
  await expect(quantizeModel(clustered, { vocabularyQuantization: 8 })).rejects.toThrow(/share their rows already/);
  await expect(quantizeModel(float32, { vocabularyQuantization: 463 })).rejects.toThrow(/462/);
});

test('an unknown dtype is refused with those that are known', async () => {
  const options = JSON.parse('{"quantizeTo":"int4"}');
  await expect(quantizeModel(float32, options)).rejects.toThrow(/"int4"; allowed: float16, float32, float64, int8/);
});

function fromRows(values: readonly (readonly number[])[]): Matrix {
  const matrix = createMatrix(values.length, values[0].length);
  matrix.data.set(values.flat());
  return matrix;
}
