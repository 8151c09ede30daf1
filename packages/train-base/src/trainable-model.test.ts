import { StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { expect, test } from 'vitest';
import { createTrainableModel, toStaticModel } from './trainable-model.js';

const load = (name: string) => StaticModel.fromPretrained(fixture(`models/${name}/model`));
const texts = ['the black river', 'a new play', ''];

test.each(['float32', 'int8-row-scales', 'weights', 'mapping-weights'])(
  '%s: what was never trained encodes as before',
  async (name) => {
    const origin = await load(name);
    const back = toStaticModel(createTrainableModel(origin, { normalize: 'inherit' }));
    const [{ data: found }, { data: wanted }] = [back.encode(texts), origin.encode(texts)];
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i], 6);
    });
    expect(back.config).toEqual(origin.config);
    expect({ name: back.baseModelName, language: back.language }).toEqual({
      name: origin.baseModelName,
      language: origin.language,
    });
  },
);

test('a mapping as long as the table is kept unless it is the identity', async () => {
  const origin = await load('float32');
  const { rows } = origin.table.matrix;
  const mapped = (mapping: Int32Array) => toStaticModel({ ...createTrainableModel(origin), mapping }).table.mapping;
  const identity = Int32Array.from({ length: rows }, (_, i) => i);
  expect(mapped(identity)).toBeUndefined();
  expect(mapped(identity.toReversed())).toEqual(identity.toReversed());
});

test('means are divided by their norm unless the static model’s way is asked for', async () => {
  const origin = await load('float32');
  origin.normalize = false;
  expect(toStaticModel(createTrainableModel(origin)).normalize).toBe(true);
  expect(toStaticModel(createTrainableModel(origin, { normalize: 'inherit' })).normalize).toBe(false);
});

test('what is no number counts as 0', async () => {
  const origin = await load('float32');
  const matrix = { ...origin.table.matrix, data: origin.table.matrix.data.slice() };
  matrix.data[5] = Number.NaN;
  const broken = new StaticModel({ ...origin, table: { ...origin.table, matrix } });
  expect(createTrainableModel(broken).embeddings[5]).toBe(0);
});

test.each([
  [{ nLayers: -1 }, 'nLayers: cannot be used, got -1; allowed: integers from 0 to 32'],
  [{ hiddenDim: 1e8 }, 'hiddenDim: cannot be used, got 100000000; allowed: integers from 1 to 8,192'],
  [{ outDim: 0.5 }, 'outDim: cannot be used, got 0.5; allowed: integers from 1'],
  [{ maxLength: 0 }, 'maxLength: cannot be used, got 0; allowed: integers from 1'],
])('%j is refused', async (options, message) => {
  const origin = await load('float32');
  expect(() => createTrainableModel(origin, options)).toThrow(message);
});
