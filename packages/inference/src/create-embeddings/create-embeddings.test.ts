import { row } from '@m2v/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeTeacher } from '../fake-teacher.js';
import { createEmbeddings } from './create-embeddings.js';
import { planBatches } from './plan-batches.js';

const sequence = fc.uint8Array({ minLength: 1, maxLength: 12 }).map((ids) => Int32Array.from(ids));

test('every sequence is in one batch, like lengths together, within the limits', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(
      lengths,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 100 }),
      (all, batchSize, batchTokens) => {
        const batches = planBatches(all, { batchSize, batchTokens });
        expect(batches.flat().sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        const inOrder = batches.flat().map((i) => all[i]);
        expect(inOrder).toEqual([...all].sort((a, b) => a - b));
        for (const batch of batches) {
          const positions = batch.length * Math.max(...batch.map((i) => all[i]));
          expect(batch.length <= batchSize && (batch.length === 1 || positions <= batchTokens)).toBe(true);
        }
      },
    ),
  );
});

test('a sequence has the same vector in any batch, whatever runs at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sequence), fc.integer({ min: 1, max: 5 }), async (sequences, batchSize) => {
      const whole = await createEmbeddings(fakeTeacher(), sequences);
      const parts = await createEmbeddings(fakeTeacher({ concurrency: 3 }), sequences, { batchSize });
      expect(parts).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test('several poolings come out of one pass', async () => {
  let passes = 0;
  const teacher = fakeTeacher({ onForward: () => passes++ });
  const sequences = [Int32Array.of(1, 2), Int32Array.of(3, 4)];
  const [mean, first] = await createEmbeddings(teacher, sequences, { pooling: ['mean', 'first'] });
  expect(passes).toBe(1);
  expect(mean).toEqual(await createEmbeddings(teacher, sequences));
  expect(row(first, 1)).not.toEqual(row(mean, 1));
});

test('what is longer than the teacher takes is cut, and an empty sequence refused', async () => {
  const teacher = fakeTeacher({ maxLength: 2 });
  const cut = await createEmbeddings(teacher, [Int32Array.of(5, 6, 7)]);
  expect(cut).toEqual(await createEmbeddings(teacher, [Int32Array.of(5, 6)]));
  await expect(createEmbeddings(teacher, [new Int32Array(0)])).rejects.toThrow(/sequences\[0\]/);
});

test('an abort ends it with the signal’s reason, and progress counts every sequence', async () => {
  const controller = new AbortController();
  const teacher = fakeTeacher({ onForward: () => controller.abort(new Error('enough')) });
  const sequences = Array.from({ length: 10 }, (_, i) => Int32Array.of(i + 1));
  await expect(createEmbeddings(teacher, sequences, { batchSize: 1, signal: controller.signal })).rejects.toThrow(
    'enough',
  );
  const done: number[] = [];
  await createEmbeddings(fakeTeacher(), sequences, { batchSize: 4, onProgress: (p) => done.push(p.done) });
  expect(done.at(-1)).toBe(10);
});
