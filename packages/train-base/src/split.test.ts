import { createRandom } from '@m2v/core/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitIndices } from './split.js';

const everyRow = (n: number) => Array.from({ length: n }, (_, i) => i);

test('every row goes to one side, in order, and the same seed splits the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 300 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.nat(),
      (n, testSize, seed) => {
        const { train, validation } = splitIndices(n, { testSize }, createRandom(seed));
        expect([...train, ...validation].sort((a, b) => a - b)).toEqual(everyRow(n));
        expect([...train]).toEqual([...train].sort((a, b) => a - b));
        expect(splitIndices(n, { testSize }, createRandom(seed)).validation).toEqual(validation);
      },
    ),
  );
});

test('classes are split in proportion, each on both sides', () => {
  const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 40, maxLength: 200 });
  fc.assert(
    fc.property(labels, fc.nat(), (stratifyBy, seed) => {
      const { validation } = splitIndices(stratifyBy.length, { testSize: 0.25, stratifyBy }, createRandom(seed));
      const counts = new Map<string, number>();
      for (const label of stratifyBy) counts.set(label, (counts.get(label) ?? 0) + 1);
      if ([...counts.values()].some((count) => count < 2)) return;
      for (const [label, count] of counts) {
        const chosen = [...validation].filter((i) => stratifyBy[i] === label).length;
        expect(chosen).toBeGreaterThanOrEqual(1);
        expect(chosen).toBeLessThan(count);
        expect(Math.abs(chosen - count / 4)).toBeLessThanOrEqual(1.5);
      }
    }),
  );
});

test.each([
  [{ testSize: 0.1 }, 20, 2],
  // Half a row goes to the even side, as Python rounds.
  [{ testSize: 0.1 }, 25, 2],
  [{ testSize: 0.1 }, 35, 4],
  [{ testSize: 0.1 }, 200_000, 10_000],
  [{ testSize: 15_000 }, 200_000, 15_000],
  [{ testSize: 7 }, 5, 4],
  [{ testSize: 0.001 }, 10, 1],
  [{}, 40, 4],
])('%j of %i rows gives %i to validation', (options, n, wanted) => {
  expect(splitIndices(n, options, createRandom(1)).validation).toHaveLength(wanted);
});

test('a class of one row, and more classes than validation rows, are split without proportion', () => {
  const once = splitIndices(10, { testSize: 2, stratifyBy: [...'aaaaaaaaab'] }, createRandom(1));
  expect(once.validation).toHaveLength(2);
  const many = splitIndices(6, { testSize: 2, stratifyBy: [...'aabbcc'] }, createRandom(1));
  expect(many.validation).toHaveLength(2);
});

test.each([0, -1, 1.5, Number.NaN])('a size of %d is refused', (testSize) => {
  expect(() => splitIndices(10, { testSize }, createRandom(1))).toThrow('testSize: is neither a share nor a count');
});
