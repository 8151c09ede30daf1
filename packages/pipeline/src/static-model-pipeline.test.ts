import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, M2vError, memoryStorage, row, StaticModel } from '@m2v/core';
import { fixture, listFixtures } from '@m2v/fixtures';
import { afterAll, describe, expect, test } from 'vitest';
import type { Head } from './head.js';
import { StaticModelPipeline } from './static-model-pipeline.js';

const scratch = mkdtempSync(join(tmpdir(), 'm2v-pipeline-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const model = await StaticModel.fromPretrained(fixture('models/float32/model'));
const texts = ['the black river', 'a new play', '', 'Hello world'];
const cases = listFixtures('training').filter((name) => !name.endsWith('.json'));

describe('save and load', () => {
  test.each(cases)(
    '%s: the files that the reference wrote come back byte for byte, and predict the same',
    async (name) => {
      const folder = fixture(`training/${name}/pipeline`);
      const pipeline = await StaticModelPipeline.fromPretrained(folder);
      const target = join(scratch, name);
      await pipeline.savePretrained(target);
      expect(readdirSync(target).sort()).toEqual(readdirSync(folder).sort());
      // A mapping comes back in 32 bits.
      const tensors = pipeline.model.table.mapping === undefined ? ['model.safetensors'] : [];
      for (const file of ['head.safetensors', 'config.json', 'tokenizer.json', ...tensors]) {
        expect(readFileSync(join(target, file)).equals(readFileSync(join(folder, file))), file).toBe(true);
      }
      const again = await StaticModelPipeline.fromPretrained(target);
      expect(again.predictProba(texts)).toEqual(pipeline.predictProba(texts));
      const inMemory = await StaticModelPipeline.fromPretrained(memoryStorage(pipeline.toBytes()));
      expect(inMemory.predictProba(texts)).toEqual(pipeline.predictProba(texts));
      // The folder is a static model's too.
      expect((await StaticModel.fromPretrained(target)).encode(texts)).toEqual(pipeline.model.encode(texts));
    },
  );

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'no head',
      (folder) => rmSync(join(folder, 'head.safetensors')),
      /there is no head\.safetensors.*train a classifier/,
    ],
    ['a cut head', (folder) => writeFileSync(join(folder, 'head.safetensors'), 'x'), /head\.safetensors/],
    [
      'an unknown activation',
      (folder) => edit(folder, { activation: 'tanh' }),
      /head_config: activation is unknown, got "tanh"/,
    ],
    ['too many layers', (folder) => edit(folder, { n_layers: 3 }), /no tensor head\.2\.weight/],
    [
      'too few classes',
      (folder) => edit(folder, { classes: ['a'] }),
      /classes: are not one an output, got 1; allowed: 3/,
    ],
  ])('%s is told in one line', async (_, spoil, message) => {
    const folder = mkdtempSync(join(scratch, 'spoiled-'));
    cpSync(fixture('training/single/pipeline'), folder, { recursive: true });
    spoil(folder);
    const error: unknown = await StaticModelPipeline.fromPretrained(folder).catch((error) => error);
    expect(M2vError.is(error)).toBe(true);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain('\n');
  });
});

describe('predict', () => {
  const linear: Head = {
    layers: [
      {
        weight: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)),
        bias: Float32Array.of(0.1, -0.1),
        inputs: 12,
        outputs: 2,
      },
    ],
    activation: 'softmax',
    classes: ['no', 'yes'],
  };

  test('one text gives one label, an array an array, none none', () => {
    const pipeline = new StaticModelPipeline(model, linear);
    const labels = pipeline.predict(texts);
    expect(labels).toHaveLength(4);
    expect(pipeline.predict(texts[0])).toBe(labels[0]);
    expect(pipeline.predictProba(texts[0])).toEqual(row(pipeline.predictProba(texts), 0));
    expect(pipeline.predict([])).toEqual([]);
    expect(pipeline.predictProba([]).rows).toBe(0);
  });

  test('probabilities of classes that exclude one another add up to 1', () => {
    const { data, rows } = new StaticModelPipeline(model, linear).predictProba(texts);
    for (let i = 0; i < rows; i++) expect(data[2 * i] + data[2 * i + 1]).toBeCloseTo(1, 6);
  });

  test('several classes a text: those above the threshold', () => {
    const pipeline = new StaticModelPipeline(model, { ...linear, activation: 'sigmoid' });
    const scores = pipeline.predictProba(texts);
    const wanted = texts.map((_, i) => ['no', 'yes'].filter((_, k) => row(scores, i)[k] > 0.3));
    expect(pipeline.predict(texts, { threshold: 0.3 })).toEqual(wanted);
    expect(pipeline.predict(texts, { threshold: 1 })).toEqual([[], [], [], []]);
    expect(() => pipeline.predict(texts, { threshold: 2 })).toThrow(InputError);
  });

  test('a head of vectors has no labels, and one of another width no place', () => {
    const vectors = new StaticModelPipeline(model, { layers: [], activation: 'identity' });
    expect(() => vectors.predict(texts)).toThrow('this head gives vectors, not classes');
    const layers = [{ weight: new Float32Array(6), bias: new Float32Array(2), inputs: 3, outputs: 2 }];
    expect(() => new StaticModelPipeline(model, { layers, activation: 'softmax' })).toThrow('head.0: does not fit');
  });
});

describe('explain', () => {
  const text = 'the black river, a new play';
  const ids = model.tokenize(text);

  test.each(['training/single/pipeline', 'training/mapping-weights/pipeline'])(
    '%s: an effect is what leaving the token out changes',
    async (path) => {
      const pipeline = await StaticModelPipeline.fromPretrained(fixture(path));
      const { tokens, logits, contributions } = pipeline.explain(text);
      expect(contributions).toBeUndefined();
      expect(tokens.map(({ id }) => id)).toEqual([...pipeline.model.tokenize(text)]);
      const words = ['the', 'black', 'river', ',', 'a', 'new', 'play'];
      expect(tokens.map(({ token }) => token)).toEqual(words);
      const margin = (proba: Float32Array) => Math.log(proba[0] / proba[1]);
      const whole = margin(pipeline.predictProba(text));
      expect(logits[0] - logits[1]).toBeCloseTo(whole, 4);
      words.forEach((_, t) => {
        const without = pipeline.predictProba(words.filter((_, other) => other !== t).join(' '));
        expect(tokens[t].effects[0] - tokens[t].effects[1]).toBeCloseTo(whole - margin(without), 3);
      });
    },
  );

  test('a linear head over plain means splits exactly', async () => {
    const plain = await StaticModel.fromPretrained(fixture('models/float32/model'));
    plain.normalize = false;
    const bias = Float32Array.of(0.5, -0.25);
    const weight = Float32Array.from({ length: 24 }, (_, i) => Math.cos(i));
    const head: Head = { layers: [{ weight, bias, inputs: 12, outputs: 2 }], activation: 'softmax', classes: [0, 1] };
    const { logits, contributions } = new StaticModelPipeline(plain, head).explain(text);
    expect(contributions?.rows).toBe(ids.length);
    for (const k of [0, 1]) {
      let sum = bias[k];
      for (let t = 0; t < ids.length; t++) sum += contributions?.data[t * 2 + k] ?? 0;
      expect(sum).toBeCloseTo(logits[k], 5);
    }
  });

  test('a text without tokens has none to explain', async () => {
    const pipeline = await StaticModelPipeline.fromPretrained(fixture('training/single/pipeline'));
    expect(pipeline.explain('').tokens).toEqual([]);
  });
});

function edit(folder: string, change: Record<string, unknown>): void {
  const path = join(folder, 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...config, head_config: { ...config.head_config, ...change } }));
}
