import { effect } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import { createTask } from './task.js';

const progress = (done: number, total?: number) => ({ stage: 'x', done, total, unit: 'texts' });

test('work runs, reports, and is done', async () => {
  const task = createTask();
  const kinds: string[] = [];
  effect(() => void kinds.push(task.status.value.kind));
  const result = await task.run(async ({ onProgress }) => {
    onProgress(progress(2, 2));
    return 7;
  });
  expect(result).toBe(7);
  expect(kinds).toEqual(['idle', 'running', 'running', 'done']);
});

test('a failure is told in its own words', async () => {
  const task = createTask();
  expect(await task.run(async () => Promise.reject(new Error('config.json: is no JSON')))).toBeUndefined();
  expect(task.status.value).toEqual({ kind: 'failed', message: 'config.json: is no JSON' });
});

test('what is cancelled stops, and its late answer is dropped', async () => {
  const task = createTask();
  const run = task.run(
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  task.cancel();
  expect(await run).toBeUndefined();
  expect(task.status.value).toEqual({ kind: 'stopped' });
  const late = task.run(async () => {
    task.cancel();
    return 'late';
  });
  expect(await late).toBeUndefined();
  expect(task.status.value).toEqual({ kind: 'stopped' });
});

test('each stage has its own beginning, the first the task’s, also where its first report is thinned', async () => {
  const now = vi.spyOn(Date, 'now').mockReturnValue(1000);
  const task = createTask();
  await task.run(async ({ onProgress }) => {
    const began = () => task.status.value.kind === 'running' && task.status.value.stageStartedAt;
    now.mockReturnValue(3000);
    onProgress(progress(1, 9));
    expect(began()).toBe(1000);
    now.mockReturnValue(3010);
    onProgress({ ...progress(1, 9), stage: 'y' });
    now.mockReturnValue(9000);
    onProgress({ ...progress(5, 9), stage: 'y' });
    expect(began()).toBe(3010);
  });
  now.mockRestore();
});

test('a second run takes the place of the first', async () => {
  const task = createTask();
  let finishFirst = (_: string) => {};
  const first = task.run(() => new Promise<string>((resolve) => (finishFirst = resolve)));
  const second = task.run(async () => 'second');
  finishFirst('first');
  expect(await first).toBeUndefined();
  expect(await second).toBe('second');
  expect(task.status.value.kind).toBe('done');
});

test('reports are thinned, save the last one', async () => {
  const task = createTask();
  let seen = 0;
  effect(() => {
    if (task.status.value.kind === 'running') seen++;
  });
  await task.run(async ({ onProgress }) => {
    for (let done = 1; done <= 1000; done++) onProgress(progress(done, 1000));
  });
  expect(seen).toBeLessThan(20);
});
