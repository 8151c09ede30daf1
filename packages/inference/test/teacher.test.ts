import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { M2vError } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { startHubServer } from '@m2v/fixtures/hub-server';
import { POOLINGS, type Pooling, sentenceEncoder, type Teacher } from '@m2v/inference';
import { type LoadTeacherOptions, loadTeacher } from '@m2v/inference/teacher';
import { afterAll, describe, expect, test } from 'vitest';

interface Expected {
  inputIds: number[][];
  length: number;
  pooled: Partial<Record<Pooling, number[][]>>;
  sentences: string[];
  sentenceEmbeddings: number[][];
}

const scratch = mkdtempSync(join(tmpdir(), 'm2v-teacher-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe.each([
  { name: 'tiny-bert', inputs: ['input_ids', 'attention_mask', 'token_type_ids'], pooler: false },
  { name: 'tiny-bert-pooler', inputs: ['input_ids', 'attention_mask'], pooler: true },
])('$name', ({ name, inputs, pooler }) => {
  const expected: Expected = JSON.parse(readFileSync(fixture(`teachers/${name}.expected.json`), 'utf8'));
  const loading = loadTeacher(fixture(`teachers/${name}`), { threads: 2 });
  afterAll(async () => (await loading).dispose());

  test('says what it is', async () => {
    const teacher = await loading;
    expect(teacher).toMatchObject({ name, dim: 32, maxLength: 128, padTokenId: 0, dtype: 'fp32' });
    // Of two workers each is at one batch while another waits.
    expect(teacher.concurrency).toBe(4);
    expect([...teacher.inputs].sort()).toEqual([...inputs].sort());
    expect(teacher.poolings.includes('pooler')).toBe(pooler);
  });

  test('pools as PyTorch does, several ways in one pass', async () => {
    const teacher = await loading;
    const { inputIds, length } = expected;
    const ids = inputIds.flatMap((row) => [...row, ...new Array<number>(length - row.length).fill(0)]);
    const mask = inputIds.flatMap((row) => Array.from({ length }, (_, t) => (t < row.length ? 1 : 0)));
    const batch = {
      inputIds: Int32Array.from(ids),
      attentionMask: Int32Array.from(mask),
      rows: inputIds.length,
      length,
    };
    const matrices = await teacher.forward(batch, { pooling: teacher.poolings });
    teacher.poolings.forEach((pooling, p) => {
      expectClose(matrices[p].data, expected.pooled[pooling] ?? [], 1e-5);
    });
    expect(await teacher.forward(batch, { pooling: 'mean' })).toEqual(matrices[teacher.poolings.indexOf('mean')]);
  });

  test('encodes sentences as sentence-transformers does', async () => {
    const vectors = await sentenceEncoder(await loading).encode(expected.sentences);
    expectClose(vectors.data, expected.sentenceEmbeddings, 1e-5);
  });
});

test('a pooling without an output is refused, with those there are', async () => {
  const teacher = await loadTeacher(fixture('teachers/tiny-bert'), { threads: 1 });
  const batch = { inputIds: Int32Array.of(7, 8), attentionMask: Int32Array.of(1, 1), rows: 1, length: 2 };
  await expect(teacher.forward(batch, { pooling: 'pooler' })).rejects.toThrow(/"pooler"; allowed: mean, first, last/);
  expect(POOLINGS).toContain('pooler');
  await teacher.dispose();
  await expect(teacher.forward(batch, { pooling: 'mean' })).rejects.toThrow(/worker/);
});

test('a teacher comes from the hub by its id, and once only', async () => {
  const folder = fixture('teachers/tiny-bert');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map(
    paths.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path), new Uint8Array(readFileSync(path))];
    }),
  );
  const hub = await startHubServer({ id: 'owner/tiny', files, large: ['onnx/model.onnx'] });
  const options = { hubUrl: hub.url, cacheDir: join(scratch, 'hub'), threads: 1 };
  const batch = { inputIds: Int32Array.of(7, 8), attentionMask: Int32Array.of(1, 1), rows: 1, length: 2 };
  const vectors = async (teacher: Teacher) => {
    const matrix = await teacher.forward(batch, { pooling: 'mean' });
    await teacher.dispose();
    return matrix;
  };
  try {
    const fetched = await loadTeacher('owner/tiny', options);
    expect(fetched.name).toBe('owner/tiny');
    const before = hub.requests.length;
    const cached = await loadTeacher('owner/tiny', options);
    expect(hub.requests.slice(before).filter(({ url }) => url.includes('/resolve/'))).toEqual([]);
    const wanted = await vectors(await loadTeacher(folder, { threads: 1 }));
    expect(await vectors(fetched)).toEqual(wanted);
    expect(await vectors(cached)).toEqual(wanted);
  } finally {
    await hub.close();
  }
});

test('an embedded teacher is named by its hub id', async () => {
  const files = { 'config.json': pathToFileURL(fixture('teachers/tiny-bert/config.json')) };
  const teacher = await loadTeacher({ name: 'owner/tiny', files }, { threads: 1 });
  expect(teacher.name).toBe('owner/tiny');
  await teacher.dispose();
});

test('the device auto is the processor where there is no graphics card', async () => {
  const teacher = await loadTeacher(fixture('teachers/tiny-bert'), { threads: 1, device: 'auto' });
  expect(teacher.device).toMatch(/^(cpu|webgpu)$/);
  const batch = { inputIds: Int32Array.of(7, 8), attentionMask: Int32Array.of(1, 1), rows: 1, length: 2 };
  const onCpu = await loadTeacher(fixture('teachers/tiny-bert'), { threads: 1 });
  const [found, wanted] = [
    await teacher.forward(batch, { pooling: 'mean' }),
    await onCpu.forward(batch, { pooling: 'mean' }),
  ];
  wanted.data.forEach((value, i) => {
    expect(found.data[i]).toBeCloseTo(value, 4);
  });
  await Promise.all([teacher.dispose(), onCpu.dispose()]);
});

// From JavaScript anything may come.
const untyped = (options: Record<string, unknown>): LoadTeacherOptions => options;
test.each([
  [{ device: 'tpu' }, 'device: not a device, got "tpu"; allowed: cpu, webgpu, auto'],
  [{ dtype: 'fp8' }, 'dtype: not a dtype of ONNX files, got "fp8"; allowed: fp32, fp16, q8,'],
  [{ threads: 0 }, 'threads: is not a number of workers, got 0; allowed: an integer above 0'],
])('%j is refused', async (options, message) => {
  await expect(loadTeacher(fixture('teachers/tiny-bert'), untyped(options))).rejects.toThrow(message);
});

test.each([
  [
    'no ONNX files',
    (folder: string) => rmSync(join(folder, 'onnx'), { recursive: true }),
    /no onnx\/model\.onnx and no/,
  ],
  ['no tokenizer.json', (folder: string) => rmSync(join(folder, 'tokenizer.json')), /there is no tokenizer\.json/],
  [
    'a damaged config',
    (folder: string) => writeFileSync(join(folder, 'config.json'), '{"a":'),
    /config\.json: not valid JSON/,
  ],
  [
    'a damaged model',
    (folder: string) => writeFileSync(join(folder, 'onnx/model.onnx'), 'no model'),
    /cannot be loaded/,
  ],
])('a folder with %s is an error of one line', async (name, damage, message) => {
  const folder = join(scratch, name.replaceAll(' ', '-'));
  cpSync(fixture('teachers/tiny-bert'), folder, { recursive: true });
  damage(folder);
  const error = await loadTeacher(folder, { threads: 1 }).catch((caught: unknown) => caught);
  expect(M2vError.is(error) && error.message).toMatch(message);
  expect(String(error)).not.toContain('\n');
});

function expectClose(found: Float32Array, expected: number[][], tolerance: number): void {
  const wanted = expected.flat();
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of found.entries()) expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(tolerance);
}
