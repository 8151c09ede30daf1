import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixture, listFixtures } from '@m2v/fixtures';
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest';
import { FormatError, InputError } from './errors.js';
import { type Matrix, row, rows } from './matrix.js';
import { StaticModel } from './static-model.js';

interface Expected {
  dim: number;
  tokens: number;
  rows: number;
  dtype: string;
  normalize: boolean;
  maxLength: number | null;
  medianTokenLength: number;
  unkTokenId: number;
  baseModelName: string | string[] | null;
  language: string | string[] | null;
  ids?: number[][];
  sequences: { text: string; maxLength: number | null; values: number[][] }[];
  encodings: { options: { normalize?: boolean; maxLength?: number | null }; vectors: number[][] }[];
}

const { texts } = readJson<{ texts: string[] }>('models/texts.json');
const names = listFixtures('models').filter((name) => name !== 'texts.json');
const scratch = await mkdtemp(join(tmpdir(), 'm2v-static-model-'));
afterAll(() => rm(scratch, { recursive: true }));

describe.each(names)('the model %s', (name) => {
  const expected = readJson<Expected>(`models/${name}/expected.json`);
  const load = () => StaticModel.fromPretrained(fixture(`models/${name}/model`));

  test('has the reference’s properties', async () => {
    const model = await load();
    expect(model.dim).toBe(expected.dim);
    expect(model.tokens).toHaveLength(expected.tokens);
    expect(model.table.matrix.rows).toBe(expected.rows);
    expect(model.normalize).toBe(expected.normalize);
    expect(model.maxLength).toBe(expected.maxLength);
    expect(model.medianTokenLength).toBe(expected.medianTokenLength);
    expect(model.tokenizer.unkId).toBe(expected.unkTokenId);
    expect(model.baseModelName ?? null).toEqual(expected.baseModelName);
    expect(model.language ?? null).toEqual(expected.language);
  });

  test('is the same again out of its bytes', async () => {
    const model = await load();
    const again = await StaticModel.fromBytes(await model.toBytes());
    const [{ data: found }, { data: wanted }] = [again.encode(texts), model.encode(texts)];
    // A float64 model is summed in float64, and saved as float32.
    const tolerance = model.table.sumsInFloat64 ? 1e-5 : 0;
    found.forEach((value, i) => {
      expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(tolerance);
    });
    expect(again.tokens).toEqual(model.tokens);
  });

  test('gives the reference’s ids', async () => {
    const model = await load();
    const ids = expected.ids ?? texts.map(() => undefined);
    model.tokenize(texts).forEach((found, i) => {
      if (ids[i] !== undefined) expect([...found], JSON.stringify(texts[i])).toEqual(ids[i]);
    });
  });

  test('gives the reference’s vectors', async () => {
    const model = await load();
    for (const { options, vectors } of expected.encodings) {
      const { normalize = model.normalize } = options;
      expectClose(model.encode(texts, options), vectors, tolerance(expected.dtype, normalize, vectors));
    }
  });

  test('gives the reference’s sequences', async () => {
    const model = await load();
    for (const { text, maxLength, values } of expected.sequences) {
      const sequence = model.encodeAsSequence(text, { maxLength });
      expectClose(sequence, values, tolerance(expected.dtype, false, values));
    }
  });

  test('is the same once saved and loaded again, and saves the same bytes', async () => {
    const model = await load();
    const folder = join(scratch, name);
    await model.savePretrained(folder);
    const again = await StaticModel.fromPretrained(folder);
    const vectors = [...rows(model.encode(texts))].map((values) => [...values]);
    expectClose(again.encode(texts), vectors, expected.dtype === 'float64' ? 4e-6 : 0);
    expect(again.config).toEqual({ ...model.config, ...again.config });
    await again.savePretrained(`${folder}-again`, { modelName: name });
    for (const file of await readdir(folder)) {
      expect(await readFile(join(`${folder}-again`, file)), file).toEqual(await readFile(join(folder, file)));
    }
  });
});

test('a model of the reference is saved as the reference saved it', async () => {
  const source = fixture('models/int8/model');
  const folder = join(scratch, 'as-the-reference');
  await (await StaticModel.fromPretrained(source)).savePretrained(folder);
  for (const file of ['model.safetensors', 'config.json', 'modules.json', 'tokenizer.json']) {
    expect((await readFile(join(folder, file))).equals(await readFile(join(source, file))), file).toBe(true);
  }
});

test('the embedded model gives the reference’s ids and vectors', async () => {
  const model = await StaticModel.fromPretrained(fixture('../model-potion-base-8m/model'));
  const { tokenized, encoded } = readJson<{
    tokenized: { text: string; ids: number[] }[];
    encoded: { text: string; vector: number[]; raw: number[] }[];
  }>('potion/expected.json');
  for (const { text, ids } of tokenized) expect([...model.tokenize(text)], JSON.stringify(text)).toEqual(ids);
  const inputs = encoded.map(({ text }) => text);
  expectClose(
    model.encode(inputs),
    encoded.map(({ vector }) => vector),
    2e-6,
  );
  const raw = encoded.map((entry) => entry.raw);
  expectClose(model.encode(inputs, { normalize: false }), raw, tolerance('int8', false, raw));
});

describe('encode', () => {
  const model = StaticModel.fromPretrained(fixture('models/float32/model'));

  test('gives a vector for one text and a matrix for several, the same numbers', async () => {
    const one = (await model).encode('the river');
    const several = (await model).encode(['the river', '']);
    expectTypeOf(one).toEqualTypeOf<Float32Array>();
    expectTypeOf(several).toEqualTypeOf<Matrix>();
    expect(row(several, 0)).toEqual(one);
    expect([...row(several, 1)]).toEqual(new Array(12).fill(0));
    expect((await model).encode([])).toEqual({ data: new Float32Array(0), rows: 0, dim: 12 });
  });

  test('writes into the array it is given', async () => {
    const out = new Float32Array(24).fill(7);
    const result = (await model).encode(['the river', 'the sea'], { out });
    expect(result.data).toBe(out);
    expect(out).toEqual((await model).encode(['the river', 'the sea']).data);
    const loaded = await model;
    expect(() => loaded.encode(['a'], { out })).toThrow(/out: has the wrong length, got 24/);
  });

  test.each([
    [[1], /texts\[0\]: is not a string, got 1/],
    [['a', null], /texts\[1\]: is not a string, got null/],
    [undefined, /texts are neither a string nor an array/],
  ])('refuses %j', async (input, message) => {
    const loaded = await model;
    const call = () => loaded.encode(input as unknown as string[]);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.toSatisfy(InputError.is));
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses a maxLength of %s', async (maxLength) => {
    const loaded = await model;
    expect(() => loaded.encode('a', { maxLength })).toThrow(/maxLength: is not a count of tokens/);
  });
});

test('options overrule the config, with a warning', async () => {
  const warnings: string[] = [];
  const model = await StaticModel.fromPretrained(fixture('models/float32/model'), {
    normalize: false,
    maxLength: null,
    onWarning: ({ message }) => warnings.push(message),
  });
  expect([model.normalize, model.maxLength]).toEqual([false, null]);
  expect(warnings).toHaveLength(2);
});

test('fields of the config that nobody knows survive', async () => {
  const model = await StaticModel.fromPretrained(fixture('models/float32/model'));
  const folder = join(scratch, 'fields');
  await new StaticModel({ ...model, config: { ...model.config, mine: { a: [1] } } }).savePretrained(folder);
  expect((await StaticModel.fromPretrained(folder)).config.mine).toEqual({ a: [1] });
});

test('a vocabulary of another size than the table is a FormatError', async () => {
  const bytes = (model: string, file: string) => readFileSync(fixture(`models/${model}/model/${file}`));
  const files = {
    'config.json': bytes('float32', 'config.json'),
    'model.safetensors': bytes('float32', 'model.safetensors'),
    'tokenizer.json': bytes('cased', 'tokenizer.json'),
  };
  await expect(StaticModel.fromBytes(files)).rejects.toThrow(/325 tokens .* 462/);
  await expect(StaticModel.fromBytes(files)).rejects.toSatisfy(FormatError.is);
});

/** Tolerances of the design: absolute where normalized, else relative to the largest value. */
function tolerance(dtype: string, normalized: boolean, vectors: number[][]): number {
  const relative = dtype === 'float16' ? 1e-3 : 2e-6;
  return normalized ? relative : relative * Math.max(1e-30, ...vectors.flat().map(Math.abs));
}

function expectClose(matrix: Matrix, expected: number[][], tolerance: number): void {
  expect(matrix.rows).toBe(expected.length);
  let i = 0;
  for (const found of rows(matrix)) {
    found.forEach((value, j) => {
      expect(Math.abs(value - expected[i][j]), `row ${i}, column ${j}`).toBeLessThanOrEqual(tolerance);
    });
    i++;
  }
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(fixture(path), 'utf8')) as T;
}
