import { StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { expect, test, vi } from 'vitest';
import { directCalls } from '../src/state/direct-calls.fixture.js';
import { type DistilSettings, distilApi } from '../src/workers/distil.js';
import { fileStorage } from '../src/workers/file-storage.js';
import { filesOf } from '../src/workers/files-of.fixture.js';

// In Node the processor computes, without files of a page.
vi.mock('../src/workers/file-storage.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../src/workers/file-storage.js')>();
  // It reads a teacher from the disk, so that the dropped folder says where it lies.
  const fileStorage: typeof original.fileStorage = (name, files) => ({
    ...original.fileStorage(name, files),
    ...(name === 'tiny-bert' ? { folder: fixture('teachers/tiny-bert') } : {}),
  });
  return { ...original, fileStorage };
});
vi.mock('../src/workers/onnx-files.js', () => ({ onnxFiles: async () => ({ device: 'cpu' }) }));

const { call } = directCalls(distilApi);
const SETTINGS: DistilSettings = {
  teacher: { kind: 'files', name: 'tiny-bert', files: filesOf(fixture('teachers/tiny-bert')) },
  tokens: null,
  vocabulary: ['zorgblatt'],
  pcaDims: 8,
  corpus: null,
};
const open = (files: Record<string, Blob>) => StaticModel.fromPretrained(fileStorage('student', files));

test('a teacher out of a folder is distilled, its student held against it', { timeout: 60_000 }, async () => {
  const stages = new Set<string>();
  const result = await call('distil', SETTINGS, { onProgress: ({ stage }) => stages.add(stage) });
  expect(result).toMatchObject({ name: 'tiny-bert-static', dim: 8, device: 'cpu', explained: undefined });
  expect([...stages]).toEqual(expect.arrayContaining(['tokens', 'pca']));
  expect(result.comparison.pairs).toHaveLength(5);
  const student = await open(result.files);
  expect(student.tokens).toHaveLength(result.tokens);
  expect(student.tokens).toContain('zorgblatt');
  expect(student.encode('zorgblatt')).toHaveLength(8);
});

test('of the first tokens alone, and fitted to a column of a table', { timeout: 60_000 }, async () => {
  const words = ['river', 'water', 'music', 'play', 'black', 'new', 'the'];
  const rows = Array.from(
    { length: 500 },
    (_, i) => `${i};${words[i % 7]} ${words[(i * i) % 7]} ${words[(i >> 3) % 7]} ${i}`,
  );
  const file = new Blob([`id;body\n${rows.join('\n')}\n`]);
  const corpus = { file, name: 'texts.csv', column: 'body' };
  const whole = await call('distil', SETTINGS);
  const result = await call('distil', { ...SETTINGS, tokens: 400, corpus });
  expect(result.tokens).toBeLessThan(whole.tokens);
  expect(result.explained?.after).toBeGreaterThan(result.explained?.before ?? 1);
});

test('a folder that is no teacher, and a column that is not there, are named', async () => {
  const teacher = { kind: 'files', name: 'none', files: {} } as const;
  await expect(call('distil', { ...SETTINGS, teacher })).rejects.toThrow(/none.*config\.json|config\.json.*none/);
  const corpus = { text: 'a\nb', name: 'your texts', column: 'body' };
  await expect(call('distil', { ...SETTINGS, corpus })).rejects.toThrow(
    'your texts: has no column body; allowed: text',
  );
});

test('it can be given up', async () => {
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error('enough'));
  await expect(call('distil', SETTINGS, { signal: controller.signal, onProgress })).rejects.toThrow('enough');
});
