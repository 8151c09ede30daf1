import { statSync } from 'node:fs';
import { files } from '@m2v/teacher-minilm-l6';
import { signal } from '@preact/signals-core';
import { render } from 'preact-render-to-string';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DistilState } from '../state/distil.js';
import { createTask, type TaskStatus } from '../state/task.js';
import { formatBytes } from '../widgets/format.js';
import { DistilView } from './distil.js';

// Estimates are of the time that has passed.
const NOW = 1_000_000;
beforeEach(() => void vi.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => vi.restoreAllMocks());

const state = (fields: Partial<DistilState> = {}): DistilState => ({
  teacher: signal({ kind: 'embedded' }),
  problem: signal(undefined),
  hubId: signal(''),
  tokens: signal(null),
  words: signal(''),
  pcaDims: signal(256),
  corpus: signal(''),
  corpusFile: signal(undefined),
  readingCorpus: createTask(),
  distilling: createTask(),
  result: signal(undefined),
  packing: createTask(),
  chooseCorpus: async () => {},
  distil: async () => {},
  zip: async () => undefined,
  ...fields,
});
const view = (fields?: Partial<DistilState>) => render(<DistilView state={state(fields)} />);
const running = (status: TaskStatus) => ({ ...createTask(), status: signal(status) });

test('empty: the teacher that comes with the page, and what the student is to be', () => {
  const html = view();
  const { size } = statSync(files['onnx/model_quantized.onnx']);
  expect(html).toContain(`all-MiniLM-L6-v2, which comes with the page (${formatBytes(size)})`);
  expect(html).toContain('A small one, in less than a minute');
  expect(html).toContain('first 10,000 tokens');
});

test('running: the step, and an estimate of its end', () => {
  const progress = { stage: 'tokens', done: 7500, total: 30_000, unit: 'tokens' };
  const html = view({ distilling: running({ kind: 'running', stageStartedAt: NOW - 20_000, progress }) });
  expect(html).toMatch(/The teacher reads its vocabulary<[^>]+> ?7,500 of 30,000 tokens · 1 min 0 s left/);
});

test('how long it takes is told of the embedded teacher alone', () => {
  expect(view()).toContain('a minute or two');
  expect(view({ tokens: signal(10_000) })).toContain('less than a minute');
  for (const fields of [
    { teacher: signal({ kind: 'hub' as const, id: 'owner/teacher' }) },
    { corpus: signal('a text') },
  ]) {
    expect(view(fields)).not.toMatch(/It takes/);
  }
});

test('running: a later step is estimated by itself, not by those before', () => {
  const progress = { stage: 'pca', done: 500, total: 1000, unit: 'rows' };
  const html = view({ distilling: running({ kind: 'running', stageStartedAt: NOW - 2000, progress }) });
  expect(html).toContain('500 of 1,000 rows · 2.0 s left');
});

test('failed: why', () => {
  expect(view({ distilling: running({ kind: 'failed', message: 'there is no onnx/model.onnx' }) })).toContain(
    'role="alert">there is no onnx/model.onnx',
  );
});

test('a folder that cannot be a teacher is told before it is begun', () => {
  const html = view({ problem: signal('mine: there is no config.json') });
  expect(html).toContain('role="alert">mine: there is no config.json');
  expect(html).toMatch(/<button[^>]* disabled[^>]*>Distil</);
});

test('filled: how the student stands to its teacher', () => {
  const pairs = [{ a: 'one', b: 'two', teacher: 0.9, student: -0.25 }];
  const html = view({
    teacher: signal({ kind: 'hub', id: 'owner/teacher' }),
    result: signal({
      name: 'teacher-static',
      files: {},
      tokens: 29_528,
      dim: 256,
      device: 'cpu',
      seconds: 61,
      comparison: { pearson: 0.664, spearman: 0.52, pairs },
      explained: { before: 0.456, after: 0.5 },
      warnings: ['vocabulary entry "x" is there already'],
    }),
  });
  for (const text of [
    'owner/teacher, from the hub',
    '0.66</span>',
    '29,528 tokens × 256 dims in 1 min 1 s',
    '−0.25',
    'is there already',
  ]) {
    expect(html).toContain(text);
  }
});
