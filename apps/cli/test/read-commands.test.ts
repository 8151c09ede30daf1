import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosineSimilarity, StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { describe, expect, it } from 'vitest';
import { m2v } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const MODEL = fixture('models/float32/model');

describe('m2v similarity', () => {
  it('prints the cosine', async () => {
    const model = await StaticModel.fromPretrained(MODEL);
    const cosine = cosineSimilarity(model.encode('hello world'), model.encode('hello'));
    const run = await m2v(['similarity', '--model', MODEL, 'hello world', 'hello']);
    expect(run).toMatchObject({ code: 0, stderr: '', stdout: `${cosine.toFixed(4)}\n` });
    const json = await m2v(['similarity', '--model', MODEL, '--json', 'hello world', 'hello']);
    expect(JSON.parse(json.stdout)).toEqual({ a: 'hello world', b: 'hello', similarity: cosine });
  });

  it('finds like texts alike, by the embedded model', async () => {
    const near = await m2v(['similarity', 'a cat on the mat', 'a kitten on the rug']);
    const far = await m2v(['similarity', 'a cat on the mat', 'quarterly tax report']);
    expect(Number(near.stdout)).toBeGreaterThan(Number(far.stdout) + 0.2);
  });
});

describe('m2v search', () => {
  it('prints the nearest texts, best first', async () => {
    const file = join(folder.path, 'texts.jsonl');
    const texts = ['shares fell', 'the cat\nsleeps', 'a new phone', 'a dog naps'];
    writeFileSync(file, texts.map((text) => JSON.stringify({ text })).join('\n'));
    const { code, stdout, stderr } = await m2v(['search', 'sleeping cats', '--input', file, '--k', '2']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^0\.\d{4} {2}1 {2}the cat sleeps\n0\.\d{4} {2}3 {2}a dog naps\n$/);
    const json = await m2v(['search', 'sleeping cats', '--k', '9', '--json', '--text-column', 'text'], {
      input: readFileSync(file),
    });
    const { query, results } = JSON.parse(json.stdout);
    expect(query).toBe('sleeping cats');
    expect(results.map(({ text }: { text: string }) => text)).toHaveLength(4);
    expect(results[0]).toMatchObject({ index: 1, text: 'the cat\nsleeps' });
  });

  it('says so where there is nothing to search, or nothing to search by', async () => {
    const nothing = await m2v(['search', 'cat']);
    expect(nothing).toMatchObject({ code: 2, stdout: '', stderr: 'm2v: standard input: holds no text to search\n' });
    const unknown = await m2v(['search', ' ', '--model', MODEL], { input: 'a cat' });
    expect(unknown).toMatchObject({ code: 2, stderr: 'm2v: query: has no token that the model knows, got " "\n' });
  });
});

describe('m2v inspect', () => {
  it('says what a model is made of', async () => {
    const { code, stdout } = await m2v(['inspect', MODEL, '--json']);
    expect(code).toBe(0);
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({ layout: 'model2vec', dim: 12, dtype: 'F32', tokenizer: 'WordPiece' });
    expect(summary.config).toEqual(JSON.parse(readFileSync(join(MODEL, 'config.json'), 'utf8')));
    const shown = await m2v(['inspect', MODEL]);
    expect(shown.stdout).toMatch(/^dims +12$/m);
    expect(shown.stdout).toMatch(/^tokenizer +WordPiece$/m);
    expect(shown.stdout).toMatch(/^config: hidden_dim +\d+$/m);
  });
});

describe('m2v tokenize', () => {
  it('gives the ids of the model, or all ids of a tokenizer', async () => {
    const texts = ['hello world', 'naïve 東京 zzzz☃'];
    const model = await StaticModel.fromPretrained(MODEL);
    const byModel = await m2v(['tokenize', '--model', MODEL, ...texts]);
    expect(byModel).toMatchObject({ code: 0, stderr: '' });
    expect(byModel.stdout).toBe(
      texts.map((text, index) => `{"index":${index},"ids":[${model.tokenize(text).join(',')}]}\n`).join(''),
    );
    const byFile = await m2v(['tokenize', '--tokenizer', join(MODEL, 'tokenizer.json')], { input: texts.join('\n') });
    const [, second] = byFile.stdout.split('\n').map((line) => (line === '' ? undefined : JSON.parse(line)));
    expect(second.ids.length).toBeGreaterThan(model.tokenize(texts[1]).length);
    expect(second.ids).toEqual([...model.tokenizer.encode(texts[1])]);
  });

  it('wants one of the two', async () => {
    for (const args of [[], ['--model', MODEL, '--tokenizer', 'x']]) {
      const run = await m2v(['tokenize', ...args, 'hello']);
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toBe('m2v: one of --model and --tokenizer is needed; see m2v tokenize --help\n');
    }
  });
});
