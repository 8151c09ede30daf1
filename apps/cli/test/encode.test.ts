import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { describe, expect, it } from 'vitest';
import { m2v } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const MODEL = fixture('models/float32/model');
const TEXTS = ['Hello world', '', "It's dangerous to go alone", 'naïve café 東京'];

async function expectedVectors(
  texts: string[],
  options: Parameters<StaticModel['encode']>[1] = {},
): Promise<number[][]> {
  const { data, dim } = (await StaticModel.fromPretrained(MODEL)).encode(texts, options);
  return texts.map((_, i) => [...data.subarray(i * dim, (i + 1) * dim)]);
}

function vectorsOf(jsonl: string): number[][] {
  return jsonl
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      const { index, embedding } = JSON.parse(line);
      expect(index).toBe(i);
      return embedding.map(Math.fround);
    });
}

describe('m2v encode', () => {
  it('encodes its arguments by the embedded model, offline', async () => {
    const { code, stdout, stderr } = await m2v(['encode', 'hello']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(vectorsOf(stdout)[0]).toHaveLength(256);
  });

  it('gives the very vectors of the library, from arguments, plain text, JSONL and a pipe', async () => {
    const expected = await expectedVectors(TEXTS);
    const plain = join(folder.path, 'texts.txt');
    const jsonl = join(folder.path, 'rows.jsonl');
    writeFileSync(plain, `\ufeff${TEXTS.join('\r\n')}\r\n`);
    writeFileSync(jsonl, TEXTS.map((text, i) => JSON.stringify(i % 2 ? text : { id: i, text })).join('\n\n'));
    const runs = await Promise.all([
      m2v(['encode', '--model', MODEL, ...TEXTS]),
      m2v(['encode', '--model', MODEL, '--input', plain]),
      m2v(['encode', '--model', MODEL, '--input', jsonl]),
      m2v(['encode', '--model', MODEL], { input: TEXTS.join('\n') }),
      m2v(['encode', '--model', MODEL, '--input', '-', '--text-column', 'text'], { input: readFileSync(jsonl) }),
    ]);
    for (const { code, stdout, stderr } of runs) {
      expect(code).toBe(0);
      expect(stderr).toBe('m2v: warning: 1 of 4 texts have no token that the model knows: their vectors are zeros\n');
      expect(vectorsOf(stdout)).toEqual(expected);
    }
  });

  it('takes the text column that is asked for', async () => {
    const rows = '{"body":"Hello world","text":"other"}\n';
    const run = await m2v(['encode', '--model', MODEL, '--text-column', 'body'], { input: rows });
    expect(vectorsOf(run.stdout)).toEqual(await expectedVectors(['Hello world']));
  });

  it('honours --max-length and --no-normalize', async () => {
    const text = 'Hello world, hello again';
    const run = await m2v(['encode', '--model', MODEL, '--max-length', '1', '--no-normalize', text]);
    expect(vectorsOf(run.stdout)).toEqual(await expectedVectors([text], { maxLength: 1, normalize: false }));
    const all = await m2v(['encode', '--model', MODEL, '--max-length', 'none', text]);
    expect(vectorsOf(all.stdout)).toEqual(await expectedVectors([text], { maxLength: null }));
  });

  it('writes npy, to a file and to a pipe, with as many rows as there were texts', async () => {
    const output = join(folder.path, 'vectors.npy');
    const texts = Array.from({ length: 1000 }, (_, i) => TEXTS[i % 2 ? 0 : 2]);
    const input = texts.join('\n');
    const toFile = await m2v(['encode', '--model', MODEL, '--output', output], { input });
    expect(toFile).toMatchObject({ code: 0, stdout: '' });
    expect(toFile.stderr).toBe(`1000 texts -> ${output}, 12 dims each\n`);
    const bytes = readFileSync(output);
    expect(bytes.toString('latin1', 0, 128)).toContain(
      "'descr': '<f4', 'fortran_order': False, 'shape': (1000, 12), }",
    );
    const expected = (await expectedVectors(texts)).flat();
    expect([...new Float32Array(bytes.buffer.slice(bytes.byteOffset + 128))]).toEqual(expected);
    expect(readdirSync(folder.path)).toEqual(['vectors.npy']);

    const piped = await m2v(['encode', '--model', MODEL, '--format', 'npy', '--json'], { input });
    expect(piped.bytes.equals(bytes)).toBe(true);
    expect(JSON.parse(piped.stderr)).toEqual({ texts: 1000, unknown: 0, dims: 12, format: 'npy', output: '-' });
  });

  it('writes nothing for no texts, and an npy file of no rows', async () => {
    expect(await m2v(['encode', '--model', MODEL])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const output = join(folder.path, 'none.npy');
    await m2v(['encode', '--model', MODEL, '--output', output, '--json']);
    expect(readFileSync(output).toString('latin1')).toContain("'shape': (0, 12)");
  });

  it('replaces an output that is there, and prints a summary on demand', async () => {
    const output = join(folder.path, 'vectors.jsonl');
    writeFileSync(output, 'old');
    const { stdout, stderr } = await m2v(['encode', '--model', MODEL, '--output', output, '--json', 'Hello world']);
    expect(JSON.parse(stdout)).toEqual({ texts: 1, unknown: 0, dims: 12, format: 'jsonl', output });
    expect(stderr).toBe('');
    expect(vectorsOf(readFileSync(output, 'utf8'))).toEqual(await expectedVectors(['Hello world']));
  });
});
