import { expect, test } from 'vitest';
import { settleAll } from './settle-all.js';

test('an error is heard of only when all work has ended', async () => {
  let ended = false;
  const slow = new Promise<void>((resolve) => setTimeout(resolve, 10)).then(() => {
    ended = true;
  });
  await expect(settleAll([Promise.reject(new Error('at once')), slow])).rejects.toThrow('at once');
  expect(ended).toBe(true);
  expect(await settleAll([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});
