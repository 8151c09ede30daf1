import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StaticModel } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { fixture } from '@m2v/fixtures';
import { beforeEach, describe, expect, it } from 'vitest';
import { M2V, m2v } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const TEACHER = fixture('teachers/tiny-bert');
const WORDS = ['river', 'water', 'music', 'play', 'black', 'new', 'the', 'a', 'and', 'of'];

function texts(count: number): string[] {
  const random = createRandom(3);
  return Array.from({ length: count }, (_, i) =>
    [...Array.from({ length: 6 }, () => WORDS[random.integer(WORDS.length)]), i].join(' '),
  );
}

beforeEach(() => writeFileSync(join(folder.path, 'texts.txt'), texts(500).join('\n')));
const run = (...args: string[]) => m2v(args, { cwd: folder.path });

describe('a student fitted to texts', () => {
  it('comes out of one command, which says what it was fitted to and what that has brought', async () => {
    const { code, stdout, stderr } = await run(
      'distill',
      TEACHER,
      '--fit',
      'texts.txt',
      '--pca-dims',
      '16',
      '--output',
      'out',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^fitted to +475 texts \([\d,]+ tokens, [\d.]+% of the vocabulary\)$/m);
    expect(stdout).toMatch(/^size +\d+\.\d kB$/m);
    expect(stdout).toMatch(/^explains +[\d.]+% of the teacher's vectors of 25 other texts, [\d.]+% before the fit$/m);
    const model = await StaticModel.fromPretrained(join(folder.path, 'out'));
    expect(model.config).toMatchObject({ fit: { texts: 475, made_up_texts: 0 }, sif_coefficient: null });
    expect(readFileSync(join(folder.path, 'out/README.md'), 'utf8')).toContain('fitted to 475 texts');
  });

  it('or of none, fitted to made-up ones', async () => {
    const args = [
      'distill',
      TEACHER,
      '--fit',
      'vocabulary',
      '--max-texts',
      '80',
      '--pca-dims',
      '16',
      '--output',
      'out',
      '--json',
    ];
    const { stdout } = await run(...args);
    const summary = JSON.parse(stdout);
    expect(summary.fit).toMatchObject({ texts: 80, madeUpTexts: 80, explainedAfter: null });
    const keys = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]) => [key, ...(inner instanceof Object ? keys(inner) : [])]);
    expect(keys(summary).filter((key) => !/^[a-z]+([A-Z][a-z]+)*$/.test(key))).toEqual([]);
  });

  it('is made of a model that is there, by m2v fit', async () => {
    await run('distill', TEACHER, '--pca-dims', '16', '--output', 'plain');
    const rows = texts(120).map((body) => JSON.stringify({ body }));
    writeFileSync(join(folder.path, 'rows.jsonl'), rows.join('\n'));
    const args = [
      'fit',
      'plain',
      TEACHER,
      '--input',
      'rows.jsonl',
      '--text-column',
      'body',
      '--output',
      'fitted',
      '--quantize-to',
      'int8',
    ];
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^fitted to +184 texts, 64 of them made up/m);
    expect(stdout).toMatch(
      /^explains +unknown: too few texts to hold some out; m2v compare tells how the student orders yours$/m,
    );
    expect((await StaticModel.fromPretrained(join(folder.path, 'fitted'))).table.dtype).toBe('int8');
    const compared = await run('compare', TEACHER, 'plain', 'fitted', '--input', 'texts.txt');
    expect(compared.stdout).toMatch(/plain[\s\S]+fitted/);
  });
});

describe('what is wrong is said in one line, and nothing is left', () => {
  it.each<[string, string[], number, RegExp]>([
    ['no such file', ['--fit', 'no.txt'], 1, /no\.txt: no such file/],
    ['an empty corpus', ['--fit', 'empty.txt'], 2, /empty\.txt: holds no text, or blank ones alone/],
    ['a cache that is a text', ['--fit', 'texts.txt', '--cache', 'texts.txt'], 2, /is a file, but no cache/],
    ['a share of the variance', ['--fit', 'texts.txt', '--pca-dims', '0.9'], 2, /--pca-dims: cannot be used, got 0\.9/],
    ['a column without a fit', ['--text-column', 'body'], 2, /--text-column: says nothing without --fit/],
    ['SIF with texts', ['--fit', 'texts.txt', '--sif', '1e-3'], 2, /--sif: says nothing with --fit texts\.txt/],
    ['no count', ['--fit', 'texts.txt', '--max-texts', '0'], 2, /Allowed: an integer from 1/],
  ])('%s', async (_, args, code, message) => {
    writeFileSync(join(folder.path, 'empty.txt'), '\n\n');
    const before = readdirSync(folder.path);
    const result = await run('distill', TEACHER, '--output', 'out', '--pca-dims', '16', ...args);
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
    expect(result.stderr).toMatch(/^m2v: [^\n]+\n$/);
    expect(result.stderr).toMatch(message);
    expect(readdirSync(folder.path)).toEqual(before);
  });

  it.each<[string, string[], number, RegExp]>([
    ['no such file', ['no.txt'], 1, /no\.txt: no such file/],
    ['a folder', ['.'], 1, /\.: this is a folder, not a file/],
    ['an empty file', ['empty.txt'], 2, /empty\.txt: holds no text, or blank ones alone/],
    ['no such column', ['rows.jsonl', '--text-column', 'body'], 1, /rows\.jsonl, line 1: no column "body"/],
    ['a cache that is a text', ['texts.txt', '--cache', 'texts.txt'], 2, /texts\.txt: is a file, but no cache/],
    ['a cache in no folder', ['texts.txt', '--cache', 'no/cache'], 1, /no\/cache: no such folder/],
    ['an output that is a file', ['texts.txt', '--output', 'texts.txt'], 1, /texts\.txt is a file/],
    [
      'an output that is the cache',
      ['texts.txt', '--cache', 'same', '--output', './same'],
      2,
      /--output: is the cache/,
    ],
    ['too few tokens', ['texts.txt', '--max-tokens', '2'], 2, /--max-tokens: cannot be used, got 2/],
  ])('%s is told before the teacher is loaded', async (_, [input, ...args], code, message) => {
    writeFileSync(join(folder.path, 'empty.txt'), '\n\n');
    writeFileSync(join(folder.path, 'rows.jsonl'), '{"text":"a"}\n');
    // Neither student nor teacher is there, and neither is looked for.
    for (const command of [
      ['distill', './nowhere', '--fit'],
      ['fit', './nowhere', './nowhere', '--input'],
    ]) {
      const { code: found, stderr } = await run(...command, input, '--output', 'out', ...args);
      expect(stderr).toMatch(message);
      expect(found).toBe(code);
    }
  });

  it('a teacher is not written over, by whatever link', async () => {
    cpSync(TEACHER, join(folder.path, 'teacher'), { recursive: true });
    symlinkSync(join(folder.path, 'teacher'), join(folder.path, 'link'));
    await run('distill', TEACHER, '--pca-dims', '16', '--output', 'plain');
    const config = readFileSync(join(folder.path, 'teacher/config.json'));
    for (const args of [
      ['distill', 'link', '--output', 'teacher'],
      ['fit', 'plain', 'teacher', '--input', 'texts.txt', '--output', 'link'],
    ]) {
      const { code, stderr } = await run(...args);
      expect(stderr).toMatch(/^m2v: --output: is the teacher, which would be lost, got "\w+"; name another folder\n$/);
      expect(code).toBe(2);
    }
    expect(readFileSync(join(folder.path, 'teacher/config.json'))).toEqual(config);
  });

  it('a teacher in the place of the model is told, with what to write', async () => {
    await run('distill', TEACHER, '--pca-dims', '16', '--output', 'plain');
    const { code, stderr } = await run('fit', TEACHER, 'plain', '--input', 'texts.txt', '--output', 'out');
    const hint = `is a sentence transformer, where the static model is to stand; write the model first: m2v fit plain ${TEACHER}`;
    expect({ code, stderr }).toEqual({ code: 2, stderr: `m2v: ${TEACHER}: ${hint}\n` });
  });

  it('Ctrl-C leaves no model, and a cache with which the next run goes on', async () => {
    writeFileSync(join(folder.path, 'texts.txt'), texts(60_000).join('\n'));
    const args = [
      'distill',
      TEACHER,
      '--fit',
      'texts.txt',
      '--cache',
      'vectors',
      '--pca-dims',
      '16',
      '--output',
      'out',
    ];
    const child = spawn(process.execPath, [M2V, ...args], { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const cache = join(folder.path, 'vectors');
    // Some blocks of the teacher's answers are there, and many are not.
    while (!existsSync(cache) || statSync(cache).size < 500_000) await setTimeout(10);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'm2v: interrupted\n' });
    expect(readdirSync(folder.path).sort()).toEqual(['texts.txt', 'vectors']);
    const kept = statSync(cache).size;
    writeFileSync(join(folder.path, 'texts.txt'), texts(60_000).slice(0, 400).join('\n'));
    const next = await run(...args);
    expect({ code: next.code, stderr: next.stderr }).toEqual({ code: 0, stderr: '' });
    expect(statSync(cache).size).toBeGreaterThanOrEqual(kept);
  });
});
