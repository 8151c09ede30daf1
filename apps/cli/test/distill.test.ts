import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { describe, expect, it } from 'vitest';
import { m2v } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const TEACHER = fixture('teachers/tiny-bert');

describe('m2v distill', () => {
  it('makes a model that encodes, and says what it is', async () => {
    const output = join(folder.path, 'model');
    const { code, stdout, stderr } = await m2v(['distill', TEACHER, '--output', output, '--pca-dims', '8', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const summary = JSON.parse(stdout);
    const model = await StaticModel.fromPretrained(output);
    expect(summary).toMatchObject({
      output,
      teacher: 'tiny-bert',
      teacherDtype: 'fp32',
      teacherDims: 32,
      tokens: model.tokens.length,
      dims: 8,
    });
    expect(summary.explainedVariance).toBeGreaterThan(0.25);
    expect(summary.explainedVariance).toBeLessThan(1);
    expect(summary.bytes).toBeGreaterThan(model.tokens.length * 8 * 2);
    expect(readdirSync(folder.path)).toEqual(['model']);
    expect(model.config).toMatchObject({ apply_pca: 8, sif_coefficient: 1e-4, embedding_dtype: 'float16' });
    const encoded = await m2v(['encode', '--model', output, 'hello world']);
    expect(JSON.parse(encoded.stdout).embedding.map(Math.fround)).toEqual([...model.encode('hello world')]);
  });

  it('passes every option on, and prints a summary to read', async () => {
    const output = join(folder.path, 'model');
    const words = join(folder.path, 'words.txt');
    writeFileSync(words, 'zorgish\nblimper\n');
    const { code, stdout, stderr } = await m2v([
      ...['distill', TEACHER, '--output', output, '--pca-dims', 'none', '--sif', 'none', '--pooling', 'first'],
      ...['--vocabulary', words, '--token-remove-pattern', '##', '--quantize-to', 'int8', '--dtype', 'fp32'],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^teacher +tiny-bert \(fp32, cpu\)$/m);
    expect(stdout).toMatch(/^dims +32 of 32$/m);
    expect(stdout).toMatch(/^size +17\.9 kB$/m);
    const model = await StaticModel.fromPretrained(output);
    expect(model.config).toMatchObject({
      apply_pca: null,
      sif_coefficient: null,
      pooling: 'first',
      embedding_dtype: 'int8',
    });
    expect(model.tokens.slice(-2)).toEqual(['zorgish', 'blimper']);
    expect(model.tokens.some((token) => token.startsWith('##'))).toBe(false);
  });

  it('leaves out the end token on demand, as a fit does', async () => {
    const distilled = async (name: string, ...options: string[]) => {
      const output = join(folder.path, name);
      expect(await m2v(['distill', TEACHER, '--output', output, '--pca-dims', '8', ...options])).toMatchObject({
        code: 0,
        stderr: '',
      });
      return await StaticModel.fromPretrained(output);
    };
    const [plain, open] = [await distilled('plain'), await distilled('open', '--no-end-token')];
    expect(plain.config).not.toHaveProperty('end_token');
    expect(open.config).toMatchObject({ end_token: false });
    expect(open.encode('hello')).not.toEqual(plain.encode('hello'));
    const closed = await distilled('closed', '--fit', 'vocabulary', '--max-texts', '200', '--end-token');
    expect(closed.config).not.toHaveProperty('end_token');
    const fitted = await distilled('fitted', '--fit', 'vocabulary', '--max-texts', '200');
    expect(fitted.config).toMatchObject({ end_token: false, fit: { texts: 200 } });
  });

  it('shares vectors on demand', async () => {
    const output = join(folder.path, 'model');
    await m2v(['distill', TEACHER, '--output', output, '--vocabulary-quantization', '40', '--pca-dims', '0.9']);
    const { stdout } = await m2v(['inspect', output, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 40, hasMapping: true, config: { apply_pca: 0.9 } });
  });

  it('replaces a model that is there, and says a few of many warnings', async () => {
    const output = join(folder.path, 'model');
    cpSync(fixture('models/float32/model'), output, { recursive: true });
    const words = join(folder.path, 'words.jsonl');
    writeFileSync(words, Array.from({ length: 9 }, (_, i) => JSON.stringify(`two words${i}`)).join('\n'));
    const { code, stderr } = await m2v(['distill', TEACHER, '--output', output, '--vocabulary', words]);
    expect(code).toBe(0);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('m2v: warning: ')).length).toBe(lines.length);
    expect(lines.filter((line) => line.includes('two words'))).toHaveLength(5);
    expect(lines.at(-1)).toBe('m2v: warning: 4 more of the kind multi-word-token');
    const { config } = await StaticModel.fromPretrained(output);
    expect(config.tokenizer_name).toBe('tiny-bert');
    expect(readFileSync(join(output, 'README.md'), 'utf8')).toContain('tiny-bert');
    expect(readdirSync(folder.path).sort()).toEqual(['model', 'words.jsonl']);
  });
});

describe('m2v compare', () => {
  it('tells teachers from static models, and correlates what they see', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `sentence ${i} about ${'abcdefghijkl'[i]} and more`);
    const input = texts.join('\n');
    const model = fixture('models/float32/model');
    const run = await m2v(['compare', TEACHER, model, TEACHER, '--pairs', '2', '--json'], { input });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { reference, texts: count, comparisons } = JSON.parse(run.stdout);
    expect({ reference, count }).toEqual({ reference: { name: TEACHER, kind: 'teacher' }, count: 12 });
    expect(comparisons).toHaveLength(2);
    expect(comparisons[0]).toMatchObject({ name: model, kind: 'static' });
    expect(comparisons[0].pairs).toHaveLength(2);
    expect(comparisons[1]).toMatchObject({ name: TEACHER, kind: 'teacher', spearman: 1 });
    expect(comparisons[1].pearson).toBeCloseTo(1, 6);

    const shown = await m2v(['compare', TEACHER, model], { input });
    expect(shown.stdout).toMatch(/^compared with .*tiny-bert \(teacher\) on 12 texts$/m);
    expect(shown.stdout).toMatch(/^model +kind +spearman +pearson$/m);
    expect(shown.stdout).toContain(`\nseen most differently by ${model}\n`);
  });

  it('wants texts enough', async () => {
    const run = await m2v(['compare', TEACHER, TEACHER], { input: 'one\ntwo\n' });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^m2v: [^\n]*3 to 2000 texts\n$/);
  });

  it('takes some of too many texts, and says so', async () => {
    const input = Array.from({ length: 3000 }, (_, i) => `the number ${i}\n`).join('');
    const run = await m2v(['compare', TEACHER, TEACHER, '--json'], { input });
    expect(run).toMatchObject({
      code: 0,
      stderr: 'm2v: warning: texts: 2,000 of 3,000 are compared, spread evenly\n',
    });
    expect(JSON.parse(run.stdout)).toMatchObject({ texts: 2000 });
  });
});
