import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '@m2v/fixtures';
import { describe, expect, it } from 'vitest';
import { m2v, type RunOptions } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const MODEL = fixture('models/float32/model');
const TEACHER = fixture('teachers/tiny-bert');

/** Runs what must fail: nothing on stdout, one line on stderr, and the folder as it was before. */
async function failing(args: string[], options?: RunOptions): Promise<{ code: number | null; line: string }> {
  const before = readdirSync(folder.path, { recursive: true }).sort();
  const { code, stdout, stderr } = await m2v(args, { cwd: folder.path, ...options });
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^m2v: [^\n]+\n$/);
  expect(readdirSync(folder.path, { recursive: true }).sort()).toEqual(before);
  return { code, line: stderr.slice('m2v: '.length, -1) };
}

function brokenModel(spoil: (path: string) => void): string {
  const path = join(folder.path, 'broken');
  cpSync(MODEL, path, { recursive: true });
  spoil(path);
  return path;
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

describe('a model that cannot be loaded', () => {
  it.each(['encode', 'similarity', 'inspect', 'tokenize', 'search'])('%s: there is no such folder', async (command) => {
    const args = { encode: ['a'], similarity: ['a', 'b'], inspect: [], tokenize: ['a'], search: ['a'] }[command] ?? [];
    const model = command === 'inspect' ? ['./nowhere'] : ['--model', './nowhere'];
    const { code, line } = await failing([command, ...model, ...args]);
    expect(code).toBe(1);
    expect(line).toContain('./nowhere: there is no such folder; check the path');
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['tokenizer.json is missing', (path) => rmSync(join(path, 'tokenizer.json')), /broken: .*no tokenizer\.json/],
    [
      'its tensors are cut short',
      (path) => truncateSync(join(path, 'model.safetensors'), 1000),
      /broken\/model\.safetensors.*: /,
    ],
    [
      'a bit of the header is flipped',
      (path) => {
        const file = join(path, 'model.safetensors');
        const bytes = readFileSync(file);
        bytes[8] ^= 1;
        writeFileSync(file, bytes);
      },
      /broken\/model\.safetensors: /,
    ],
    ['its config is not JSON', (path) => writeFileSync(join(path, 'config.json'), '{"a":'), /broken\/config\.json: /],
    [
      'its vocabulary does not match its vectors',
      (path) => cpSync(join(fixture('models/cased/model'), 'tokenizer.json'), join(path, 'tokenizer.json')),
      /\d+ tokens .*\d+/,
    ],
  ])('%s', async (_, spoil, expected) => {
    const { code, line } = await failing(['encode', '--model', brokenModel(spoil), 'hello']);
    expect(code).toBe(1);
    expect(line).toMatch(expected);
  });
});

describe('input that cannot be read', () => {
  it.each<[string, string[], RunOptions, number, string]>([
    ['a missing file', ['--input', 'no.txt'], {}, 1, 'no.txt: no such file or folder; check the path'],
    ['a folder', ['--input', '.'], {}, 1, '.: this is a folder, not a file; check the path'],
    ['a table', ['--input', 'rows.parquet'], {}, 2, 'rows.parquet: not a format that texts are read from'],
    ['texts twice', ['--input', 'a.txt', 'hello'], {}, 2, 'texts are given both as arguments and by --input'],
    [
      'a line that is not UTF-8',
      [],
      { input: Uint8Array.of(97, 10, 0xe9, 10) },
      1,
      'standard input, line 2: not UTF-8',
    ],
  ])('%s', async (_, args, options, expected, message) => {
    const { code, line } = await failing(['encode', '--model', MODEL, '--output', 'out.npy', ...args], options);
    expect(code).toBe(expected);
    expect(line).toContain(message);
  });

  it('a line that is not JSON, far down: nothing of the lines before is left', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => (i === 4321 ? 'oops' : `{"text":"hello ${i}"}`));
    const input = write('rows.jsonl', lines.join('\n'));
    const { code, line } = await failing(['encode', '--model', MODEL, '--input', input, '--output', 'out.jsonl']);
    expect({ code, line }).toEqual({
      code: 1,
      line: `${input}, line 4322: not JSON, got "oops"; allowed: one JSON value a line`,
    });
  });

  it('a missing text column, with those that are there', async () => {
    const input = write('rows.jsonl', '{"title":"a","body":"b"}\n');
    const { code, line } = await failing(['encode', '--model', MODEL, '--input', input, '--output', 'out.jsonl']);
    expect(code).toBe(1);
    expect(line).toBe(`${input}, line 1: no column "text"; name one of those there: "title", "body"`);
  });
});

describe('wrong usage', () => {
  it.each([
    [['frobnicate'], "unknown command 'frobnicate'; see m2v --help"],
    [['help', 'frobnicate'], 'no such command, got "frobnicate"; allowed: distill, fit, encode, search'],
    [['enode', 'hello'], "unknown command 'enode' (Did you mean encode?)"],
    [['encode', '--modle', 'x', 'a'], "unknown option '--modle' (Did you mean --model?)"],
    [
      ['encode', '--format', 'csv', 'a'],
      "option '--format <format>' argument 'csv' is invalid. Allowed choices are jsonl, npy; see m2v encode --help",
    ],
    [
      ['encode', '--max-length', '-3', 'a'],
      "option '--max-length <n>' argument '-3' is invalid. Allowed: an integer from 1, or none",
    ],
    [['distill', '--output', ''], '--output: names no folder, got ""'],
    [['similarity', 'a'], "missing required argument 'b'; see m2v similarity --help"],
    [['search', 'a', '--k', 'many'], "option '--k <n>' argument 'many' is invalid. Allowed: an integer from 1"],
    [['distill'], "required option '--output <folder>' not specified"],
    [
      ['distill', '--output', 'o', '--pca-dims', 'banana'],
      "option '--pca-dims <n>' argument 'banana' is invalid. Allowed: a count (256), a fraction of the variance below 1 (0.95), auto, or none",
    ],
    [
      ['distill', '--output', 'o', '--sif', '2'],
      "option '--sif <a>' argument '2' is invalid. Allowed: a number between 0 and 1 (1e-4), or none",
    ],
    [
      ['distill', '--output', 'o', '--token-remove-pattern', '[a'],
      '--token-remove-pattern: is not a regular expression',
    ],
  ])('%j', async (args, message) => {
    const { code, line } = await failing(args);
    expect(code).toBe(2);
    expect(line).toContain(message);
  });
});

describe('distillation that cannot be done', () => {
  it.each<[string, string[], number, RegExp]>([
    ['there is no such teacher', ['./nowhere'], 1, /nowhere/],
    ['a pattern removes everything', [TEACHER, '--token-remove-pattern', '.*'], 2, /--token-remove-pattern/],
    ['the teacher has no such output', [TEACHER, '--pooling', 'pooler'], 1, /pooler/],
    ['there is no such vocabulary', [TEACHER, '--vocabulary', 'no.txt'], 1, /no\.txt: no such file/],
  ])('%s', async (_, args, expected, message) => {
    const { code, stdout, stderr } = await m2v(['distill', '--output', 'out', ...args], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(
      stderr.split('\n').filter((line) => line.startsWith('m2v: ') && !line.startsWith('m2v: warning')),
    ).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('the teacher is a static model', async () => {
    const { code, line } = await failing(['distill', MODEL, '--output', 'student']);
    expect(code).toBe(2);
    expect(line).toMatch(/model: is a static model, not a sentence transformer; name the teacher/);
  });

  it('the output is a file, or lies in one', async () => {
    const file = write('file', 'mine');
    for (const output of [file, join(file, 'model')]) {
      const { code, line } = await failing(['distill', TEACHER, '--output', output]);
      expect({ code, line }).toEqual({ code: 1, line: `${output}: ${file} is a file; name another folder` });
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe('output that cannot be written', () => {
  it('has no folder to stand in, or is one', async () => {
    const missing = await failing(['encode', '--model', MODEL, '--output', 'no/such/out.npy', 'hello']);
    expect(missing).toEqual({ code: 1, line: 'no/such/out.npy: no such folder; check the path' });
    mkdirSync(join(folder.path, 'taken'));
    const taken = await failing(['encode', '--model', MODEL, '--output', 'taken', 'hello']);
    expect(taken.code).toBe(1);
    expect(taken.line).toMatch(/^taken: .*folder/);
  });

  it.each([
    ['vectors', ['encode', '--model', MODEL, '--output', 'out.jsonl', 'hello'], 0, 'out.jsonl'],
    ['a model', ['distill', TEACHER, '--output', 'model', '--pca-dims', '8'], 4, 'model/model.safetensors'],
  ])('has no room for %s', async (_, args, fileBlocks, name) => {
    const { code, line } = await failing(args, { fileBlocks });
    expect(code).toBe(1);
    expect(line).toMatch(/: the file is larger than the system allows; choose another place$/);
    expect(line.split(': ')[0].endsWith(name)).toBe(true);
  });

  it('keeps a config.json that is no model’s', async () => {
    mkdirSync(join(folder.path, 'mine'));
    for (const [name, content] of Object.entries({ 'a.json': '{"my": 1}', 'b.json': 'not JSON' })) {
      cpSync(write(name, content), join(folder.path, 'mine/config.json'));
      const { code, line } = await failing(['distill', TEACHER, '--output', 'mine']);
      expect(code).toBe(2);
      expect(line).toBe(
        '--output: holds a config.json that is no static model’s, which would be lost, got "mine"; name another folder',
      );
      expect(readFileSync(join(folder.path, 'mine/config.json'), 'utf8')).toBe(content);
    }
  });

  it('keeps the file that is there when it fails', async () => {
    const output = write('out.jsonl', 'old');
    const { code } = await failing(['encode', '--model', MODEL, '--output', output], { input: Uint8Array.of(0xff) });
    expect(code).toBe(1);
    expect(readFileSync(output, 'utf8')).toBe('old');
  });
});

describe('--verbose', () => {
  it('adds the stack to the line', async () => {
    const { code, stderr } = await m2v(['encode', '--model', './nowhere', '--verbose', 'hello']);
    const [line, ...stack] = stderr.split('\n');
    expect(code).toBe(1);
    expect(line).toMatch(/^m2v: \.\/nowhere: there is no such folder/);
    expect(stack.join('\n')).toMatch(/SourceError[\s\S]+ {4}at /);
  });
});
