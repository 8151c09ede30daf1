import { cosineSimilarity, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';
import { beforeAll, describe, expect, test } from 'vitest';
import { directCalls } from '../state/direct-calls.fixture.js';
import { createEngine } from './engine.js';
import { engineWithModel, keepTable } from './fill-engine.fixture.js';
import type { PageModel } from './model-source.js';

const TEXTS = ['How to bake bread', 'The invoice was paid twice.', 'Baking rolls, slowly', 'The train leaves at nine.'];
const engine = await engineWithModel();
const model = await StaticModel.fromPretrained(files);

describe('embedded rows', () => {
  beforeAll(async () => {
    await keepTable(engine, { text: TEXTS.join('\n'), name: 'pasted' });
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
  await keepTable(engine, {
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
  const { info } = await engine.call('vocabulary', null);
  expect(info.rows).toBeGreaterThan(10_000);
});

test('saving can be given up', async () => {
  await keepTable(engine, { text: TEXTS.join('\n'), name: 'pasted' });
  await engine.call('embed', { column: 'text' });
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error('enough'));
  const run = engine.call('save', { format: 'jsonl' }, { signal: controller.signal, onProgress });
  await expect(run).rejects.toThrow('enough');
});

test('a table and a model are in use once the page has said to keep them, and the newest alone', async () => {
  const other = await engineWithModel();
  await keepTable(other, { text: 'one\ntwo', name: 'first' });
  await other.call('embed', { column: 'text' });
  const given = await other.call('readTable', { text: 'three', name: 'second' });
  expect(await other.call('textsAt', { indices: [0] })).toEqual(['one']);
  const newer = await other.call('readTable', { text: 'four', name: 'third' });
  await expect(other.call('keepTable', { id: given.id })).rejects.toThrow('a newer one has taken its place');
  await other.call('keepTable', { id: newer.id });
  await expect(other.call('textsAt', { indices: [0] })).rejects.toThrow('embedded rows');
  expect(await other.call('firstTexts', { column: 'text', count: 5 })).toEqual(['four']);
});

test('a model of pieces alone has no words to show', async () => {
  const tokenizer = { version: '1.0', added_tokens: [], normalizer: null, pre_tokenizer: { type: 'BertPreTokenizer' } };
  const vocab = { '[UNK]': 0, '##a': 1 };
  const files = {
    'config.json': new Blob([JSON.stringify({ model_type: 'model2vec', normalize: true })]),
    'tokenizer.json': new Blob([
      JSON.stringify({
        ...tokenizer,
        post_processor: null,
        decoder: null,
        truncation: null,
        padding: null,
        model: {
          type: 'WordPiece',
          vocab,
          unk_token: '[UNK]',
          continuing_subword_prefix: '##',
          max_input_chars_per_word: 100,
        },
      }),
    ]),
    'model.safetensors': new Blob([safetensors({ rows: 2, dim: 2 })]),
  };
  const other = directCalls(createEngine());
  const { id } = await other.call('load', { kind: 'files', name: 'pieces', files });
  await other.call('keepModel', { id });
  await expect(other.call('vocabulary', null)).rejects.toThrow('holds no rows; take another model');
});

function safetensors({ rows, dim }: { rows: number; dim: number }): Uint8Array<ArrayBuffer> {
  const bytes = rows * dim * 4;
  const header = JSON.stringify({ embeddings: { dtype: 'F32', shape: [rows, dim], data_offsets: [0, bytes] } });
  const file = new Uint8Array(8 + header.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(new TextEncoder().encode(header), 8);
  return file;
}

test.each<[PageModel, string]>([
  [{ kind: 'hub', id: '../x' }, '../x: is no hub id; allowed: owner/name'],
  [
    { kind: 'files', name: 'notes', files: { 'notes.txt': new Blob() } },
    'notes: holds no model; allowed: a folder or zip',
  ],
  [{ kind: 'files', name: 'bert', files: { 'onnx/model.onnx': new Blob() } }, 'take it as the teacher in Distil'],
])('what cannot be a model is told in words: %j', async (source, message) => {
  await expect(engine.call('load', source)).rejects.toThrow(message);
});

test('a model that cannot be loaded leaves the one before', async () => {
  const wrong = {
    kind: 'files',
    name: 'cut',
    files: { 'config.json': new Blob(['{']), 'model.safetensors': new Blob(['x']) },
  } as const;
  await expect(engine.call('load', wrong)).rejects.toThrow(/config\.json|model\.safetensors/);
  expect((await engine.call('compare', { texts: ['a cat', 'a kitten'] })).similarities[0][1]).toBeGreaterThan(0.3);
});
