import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cosineSimilarity, type Matrix, row, StaticModel } from '@m2v/core';
import { afterAll, describe, expect, test } from 'vitest';
import { largestDifference } from './close.js';
import { hardTexts, material, reviews } from './material.js';
import { startOracle } from './oracle.js';

const oracle = startOracle();
afterAll(oracle.close);

const cli = fileURLToPath(new URL('../../apps/cli/dist/m2v.js', import.meta.url));
const texts = [...hardTexts(), ...reviews().slice(0, 500)];

describe.each([
  { name: 'defaults', flags: [], options: {} },
  {
    name: 'first token, own words, a fraction of the variance',
    flags: [
      '--pooling',
      'first',
      '--pca-dims',
      '0.9',
      '--vocabulary',
      fileURLToPath(new URL('words.txt', import.meta.url)),
    ],
    options: {
      pooling: 'first',
      pcaDims: 0.9,
      vocabulary: ['blockchain', 'New York City', 'naïve bayes', 'the', 'Zorgle'],
    },
  },
])('all-MiniLM-L6-v2 in float32: $name', ({ name, flags, options }) => {
  const ours = oracle.folder(`${name}-m2v`);
  const theirs = oracle.folder(`${name}-reference`);

  test('tokens, config and rows are the reference’s', async () => {
    const args = [
      'distill',
      material('models/all-MiniLM-L6-v2'),
      '--dtype',
      'fp32',
      '--quantize-to',
      'float32',
      '--output',
      ours,
    ];
    const { status, stderr } = spawnSync(process.execPath, [cli, ...args, ...flags], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    await oracle.ask('distill', {
      teacher: await oracle.ask('minilm'),
      options: { quantizeTo: 'float32', ...options },
      folder: theirs,
    });

    const [a, b] = await Promise.all([StaticModel.fromPretrained(ours), StaticModel.fromPretrained(theirs)]);
    expect(a.tokens).toEqual(b.tokens);
    expect({ ...a.config, tokenizer_name: '' }).toEqual({ ...b.config, tokenizer_name: '' });
    const cosines = Array.from({ length: a.tokens.length }, (_, i) =>
      cosineSimilarity(row(a.table.matrix, i), row(b.table.matrix, i)),
    );
    expect(Math.min(...cosines)).toBeGreaterThan(0.9999);
  });

  test('the reference reads the saved folder and encodes the same', async () => {
    const model = await StaticModel.fromPretrained(ours);
    const vectors: Matrix = await oracle.askMatrix('encode', { model: ours, texts });
    expect(largestDifference(model.encode(texts), vectors)).toBeLessThanOrEqual(2e-6);
  });
});
