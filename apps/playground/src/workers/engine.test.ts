import { cosineSimilarity, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';
import { beforeAll, describe, expect, test } from 'vitest';
import { directCalls } from '../state/direct-calls.fixture.js';
import { createEngine } from './engine.js';

const TEXTS = ['How to bake bread', 'The invoice was paid twice.', 'Baking rolls, slowly', 'The train leaves at nine.'];
const engine = directCalls(createEngine());
const model = await StaticModel.fromPretrained(files);

beforeAll(async () => {
  await engine.call('load', { kind: 'embedded' });
});

describe('embedded rows', () => {
  beforeAll(async () => {
    await engine.call('readTable', { text: TEXTS.join('\n'), name: 'pasted' });
    await engine.call('embed', { column: 'text' });
  });

  test('are the vectors of the model', async () => {
    expect(await engine.call('vectors', null)).toEqual(model.encode(TEXTS));
  });

  test('are found by meaning, with what speaks for them marked', async () => {
    const { hits } = await engine.call('search', { query: 'a recipe for loaves', k: 2 });
    expect(hits.map(({ index }) => index).sort()).toEqual([0, 2]);
    const [best] = hits;
    expect(best.score).toBeCloseTo(
      cosineSimilarity(model.encode('a recipe for loaves'), model.encode(TEXTS[best.index])),
      5,
    );
    const [strongest] = [...best.marks].sort((a, b) => b.share - a.share);
    expect(best.text.slice(strongest.start, strongest.end)).toMatch(/^(bak\w*|bread)$/i);
  });

  test('a query without a known word finds nothing', async () => {
    expect((await engine.call('search', { query: '   ', k: 2 })).hits).toEqual([]);
  });

  test('are saved as npy and as JSONL', async () => {
    const npy = new Uint8Array(await (await engine.call('save', { format: 'npy' })).arrayBuffer());
    expect(new TextDecoder('latin1').decode(npy.subarray(0, 128))).toContain(`'shape': (4, ${model.dim})`);
    expect(new Float32Array(npy.slice(-4 * model.dim).buffer)).toEqual(model.encode(TEXTS[3]));
    const jsonl = await (await engine.call('save', { format: 'jsonl' })).text();
    const lines = jsonl
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(4);
    expect(lines[1].text).toBe(TEXTS[1]);
    expect(Float32Array.from(lines[1].embedding)).toEqual(model.encode(TEXTS[1]));
  });

  test('a column that is not there is named', async () => {
    await expect(engine.call('embed', { column: 'body' })).rejects.toThrow('has no column body; allowed: text');
  });
});

test('embedding can be cancelled, and reports a rate', async () => {
  await engine.call('readTable', {
    text: Array.from({ length: 2000 }, (_, i) => `text ${i}`).join('\n'),
    name: 'many',
  });
  const controller = new AbortController();
  const rates: (number | undefined)[] = [];
  const work = engine.call(
    'embed',
    { column: 'text' },
    {
      signal: controller.signal,
      onProgress({ metrics }) {
        rates.push(metrics?.textsPerSecond);
        controller.abort(new Error('enough'));
      },
    },
  );
  await expect(work).rejects.toThrow('enough');
  expect(rates[0]).toBeGreaterThan(0);
});

test('the model’s own words are a table', async () => {
  const info = await engine.call('vocabulary', null);
  expect(info.rows).toBeGreaterThan(10_000);
});

test('a model that cannot be loaded leaves the one before', async () => {
  const wrong = { kind: 'files', name: 'cut', files: { 'config.json': new Blob(['{']) } } as const;
  await expect(engine.call('load', wrong)).rejects.toThrow(/config\.json|model\.safetensors/);
  expect((await engine.call('compare', { texts: ['a cat', 'a kitten'] })).similarities[0][1]).toBeGreaterThan(0.3);
});
