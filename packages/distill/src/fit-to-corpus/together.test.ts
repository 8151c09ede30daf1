import { expect, test } from 'vitest';
import { together } from './together.js';

/** Work that only an abort ends; it takes its time to clean up, and says when it has. */
function untilAborted(signal: AbortSignal, ended: () => void): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      setTimeout(() => {
        ended();
        reject(signal.reason);
      }, 20);
    });
  });
}

test('gives what both give', async () => {
  expect(
    await together(
      undefined,
      async () => 1,
      async () => 'two',
    ),
  ).toEqual([1, 'two']);
});

test.each([0, 1])('when one fails, here number %i, the other is aborted and waited for', async (failing) => {
  let hasEnded = false;
  const fails = async () => {
    throw new Error('broken');
  };
  const waits = (signal: AbortSignal) =>
    untilAborted(signal, () => {
      hasEnded = true;
    });
  const [first, second] = failing === 0 ? [fails, waits] : [waits, fails];
  await expect(together(undefined, first, second)).rejects.toThrow('broken');
  expect(hasEnded).toBe(true);
});

test('an abort ends both with its reason', async () => {
  const controller = new AbortController();
  let ended = 0;
  const waits = (signal: AbortSignal) => untilAborted(signal, () => ended++);
  const both = together(controller.signal, waits, waits);
  controller.abort(new Error('enough'));
  await expect(both).rejects.toThrow('enough');
  expect(ended).toBe(2);
});
