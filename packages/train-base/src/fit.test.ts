import { type Matrix, StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import { expect, test } from 'vitest';
import { fit } from './fit.js';
import type { FitOptions } from './fit-options.js';
import { crossEntropy } from './losses/cross-entropy.js';
import type { Task } from './task.js';
import { tokenizeTexts } from './tokenize-texts.js';
import { createTrainableModel } from './trainable-model.js';

const origin = await StaticModel.fromPretrained(fixture('models/float32/model'));
const texts = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 'the black river' : 'a new play'));
const targets = Int32Array.from(texts, (_, i) => i % 2);
const indices = Int32Array.from(texts, (_, i) => i);

/** Cross-entropy of two classes, with a metric that counts how often it was asked. */
function countingTask(direction: 'min' | 'max' = 'max'): Task<Int32Array, Int32Array> {
  let asked = 0;
  return {
    encodeTargets: (all, rows) => Int32Array.from(rows, (i) => all[i]),
    loss: crossEntropy({ gamma: 0 }),
    metric: { name: 'asked', direction, measure: (_: Matrix) => asked++ },
    activation: 'softmax',
  };
}

async function run(options: FitOptions, task = countingTask()) {
  const model = createTrainableModel(origin, { nLayers: 1, hiddenDim: 8 });
  const rows = { texts: await tokenizeTexts(origin, texts, model.maxLength), targets, indices };
  const before = model.embeddings.slice();
  const result = fit(model, task, { train: rows, validation: rows }, options);
  return { model, before, result };
}

test('an epoch that early stopping ends at its last step is a whole one', async () => {
  const task = countingTask('min');
  const { result } = await run({ batchSize: 24, validationSteps: 1, earlyStoppingPatience: 2 }, task);
  expect(await result).toMatchObject({ epochs: 3, stoppedBy: 'earlyStopping', bestStep: 1, metric: 'asked' });
});

test('a loss that is no number only at the validation is told too, and the state before it comes back', async () => {
  // One step an epoch: the step that spoils the model is the last before the validation.
  const { model, before, result } = await run({ batchSize: 24, maxEpochs: 1, learningRate: 1e30 });
  await expect(result).rejects.toThrow('learningRate: the loss is no longer a number at step 1, got 1e+30; lower it');
  expect(model.embeddings).toEqual(before);
});

test('the state that was best is the one that is left', async () => {
  const options = { batchSize: 8, maxEpochs: 4, earlyStoppingPatience: null };
  const [first, last] = await Promise.all([
    run({ ...options, maxEpochs: 1 }).then(async ({ model, result }) => ({ model, history: await result })),
    run(options, countingTask('min')).then(async ({ model, result }) => ({ model, history: await result })),
  ]);
  expect(last.history.bestStep).toBe(3);
  expect(last.model.embeddings).toEqual(first.model.embeddings);
});

test.each<[FitOptions, string]>([
  [{ maxEpochs: 0 }, 'maxEpochs: cannot be used, got 0'],
  [{ minEpochs: 3, maxEpochs: 2 }, 'minEpochs: cannot be used, got 3; allowed: 1 to maxEpochs, which is 2'],
  [{ threads: JSON.parse('3') }, 'threads: cannot be used, got 3; allowed: 1 or 2'],
  [{ validationSteps: 0 }, 'validationSteps: cannot be used, got 0'],
  [{ validationSteps: 9, maxEpochs: 2, batchSize: 8 }, 'validationSteps: is never reached, got 9'],
])('%j is refused', async (options, message) => {
  const { result } = await run(options);
  await expect(result).rejects.toThrow(message);
});

test('an order of rows that is none is refused', async () => {
  const { result } = await run({ batchOrder: () => indices.map(() => 0) });
  await expect(result).rejects.toThrow('batchOrder: is no order of the training rows; allowed: each of them once');
});
