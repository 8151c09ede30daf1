import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { type FitToCorpusOptions, fitToCorpus } from '@m2v/distill';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fitMaterial, unlessWorse } from './fit-material.js';

const { teacher, student, texts } = await fitMaterial();

/** The threads that a fit has started, and what each has answered; the teacher's own are there before. */
const started: { worker: Worker; answers: string[] }[] = [];
let onStart = (_worker: Worker) => {};
const watch = (worker: Worker) => {
  const answers: string[] = [];
  started.push({ worker, answers });
  worker.on('message', ({ kind }) => answers.push(kind));
  onStart(worker);
};
process.on('worker', watch);
beforeEach(() => {
  started.length = 0;
  onStart = () => {};
});
afterAll(async () => {
  process.off('worker', watch);
  await teacher.dispose();
});
const answersOf = () => started.map(({ answers }) => answers);
const idsOfThreads = () => started.map(({ worker }) => worker.threadId);

const fit = (options: FitToCorpusOptions) =>
  fitToCorpus(student, teacher, texts, { onWarning: unlessWorse, ...options });

test('this machine has two cores', () => {
  // Else what follows could not be tested here.
  expect(availableParallelism()).toBeGreaterThan(1);
});

describe('two threads give the bits of one', () => {
  test.each([2, 16, 31])('of %d dims', async (dims) => {
    const one = await fit({ dims, threads: 1 });
    expect(started).toHaveLength(0);
    const two = await fit({ dims, threads: 2 });
    expect(answersOf()).toEqual([['value']]);
    expect(idsOfThreads()).toEqual([-1]);
    expect(two.table.matrix).toEqual(one.table.matrix);
    expect(two.config).toEqual(one.config);
  });

  test('where the second one dies at its start, and the steps are told once', async () => {
    onStart = (worker) => void worker.terminate();
    const steps: number[] = [];
    const onProgress: FitToCorpusOptions['onProgress'] = ({ stage, done }) => {
      if (stage === 'fit') steps.push(done);
    };
    const two = await fit({ dims: 16, threads: 2, onProgress });
    expect(answersOf()).toEqual([[]]);
    expect(steps).toEqual(Array.from({ length: 13 }, (_, step) => step));
    expect(two.table.matrix).toEqual((await fit({ dims: 16, threads: 1 })).table.matrix);
  });
});

test.each<[string, FitToCorpusOptions]>([
  ['few texts', { dims: 16 }],
  ['one dimension', { dims: 1, threads: 2 }],
])('%s keep one thread at it', async (_, options) => {
  await fit(options);
  expect(started).toHaveLength(0);
});

test('a fit that is stopped leaves no thread behind', async () => {
  const controller = new AbortController();
  const onProgress: FitToCorpusOptions['onProgress'] = ({ stage, done }) => {
    if (stage === 'fit' && done === 3) controller.abort(new Error('enough'));
  };
  await expect(fit({ dims: 16, threads: 2, signal: controller.signal, onProgress })).rejects.toThrow('enough');
  expect(idsOfThreads()).toEqual([-1]);
});
