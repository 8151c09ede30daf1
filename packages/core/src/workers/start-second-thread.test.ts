import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { startSecondThread } from './start-second-thread.js';

vi.mock('node:os', async (original) => ({ ...(await original<object>()), availableParallelism: vi.fn() }));

const start = () => new Worker('', { eval: true });

test('where there are cores enough, a thread is started', async () => {
  vi.mocked(availableParallelism).mockReturnValue(2);
  const link = startSecondThread(start);
  expect(link).toBeDefined();
  await link?.terminate();
});

test('none is started on one core', () => {
  vi.mocked(availableParallelism).mockReturnValue(1);
  const never = vi.fn(start);
  expect(startSecondThread(never)).toBeUndefined();
  expect(never).not.toHaveBeenCalled();
});

test('there is none where it cannot be started', () => {
  vi.mocked(availableParallelism).mockReturnValue(2);
  const fails = () => {
    throw new Error('forbidden');
  };
  expect(startSecondThread(fails)).toBeUndefined();
});
