import type { Worker } from 'node:worker_threads';
import { StaticModel } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { fixture } from '@m2v/fixtures';
import {
  createTrainableModel,
  crossEntropy,
  type FitOptions,
  fit,
  type Task,
  type TrainableOptions,
  tokenizeTexts,
} from '@m2v/train-base';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const origin = await StaticModel.fromPretrained(fixture('models/float32/model'));
const words = origin.tokenizer.tokens.filter((token) => /^[a-z]+$/.test(token));
const random = createRandom(5);
const sentence = (length: number) => Array.from({ length }, () => words[random.integer(words.length)]).join(' ');
const texts = ['', ...Array.from({ length: 40 }, () => sentence(1 + random.integer(30)))];
const targets = Int32Array.from(texts, (_, i) => i % 3);
const indices = Int32Array.from(texts, (_, i) => i);

const task: Task<Int32Array, Int32Array> = {
  encodeTargets: (all, rows) => Int32Array.from(rows, (i) => all[i]),
  loss: crossEntropy({}),
  metric: { name: 'loss', direction: 'min', measure: (_logits, _targets, loss) => loss },
  activation: 'softmax',
};

const started: Worker[] = [];
const remember = (worker: Worker) => started.push(worker);
process.on('worker', remember);
afterAll(() => process.off('worker', remember));
beforeEach(() => {
  started.length = 0;
});

async function train(trainable: TrainableOptions, options: FitOptions) {
  const model = createTrainableModel(origin, { outDim: 3, headAlways: true, random: createRandom(1), ...trainable });
  const rows = { texts: await tokenizeTexts(origin, texts, model.maxLength), targets, indices };
  const run = fit(model, task, { train: rows, validation: rows }, { batchSize: 7, maxEpochs: 4, ...options });
  return { model, history: await run };
}

describe('two threads give the bits of one', () => {
  test.each<[string, TrainableOptions, FitOptions]>([
    ['no hidden layer', {}, {}],
    ['hidden layers', { nLayers: 2, hiddenDim: 9 }, { validationSteps: 5 }],
    ['means as they are', { nLayers: 1, normalize: false }, {}],
    ['a table that stays', { nLayers: 1, freeze: true }, {}],
    ['tokens left out', { nLayers: 1 }, { tokenDropout: 0.3 }],
    ['batches of one text', { nLayers: 1 }, { batchSize: 1 }],
  ])('%s', async (_, trainable, options) => {
    const one = await train(trainable, { ...options, threads: 1 });
    expect(started).toHaveLength(0);
    const two = await train(trainable, { ...options, threads: 2 });
    expect(started).toHaveLength(1);
    expect(two.history).toEqual(one.history);
    expect(two.model.embeddings).toEqual(one.model.embeddings);
    expect(two.model.layers).toEqual(one.model.layers);
  });
});

test('token weights that are trained keep one thread at it', async () => {
  await train({ freezeWeights: false }, { threads: 2 });
  expect(started).toHaveLength(0);
});

test('few texts do not start a thread by themselves', async () => {
  await train({}, {});
  expect(started).toHaveLength(0);
});

test.each<[string, FitOptions]>([
  ['is stopped before it begins', { signal: AbortSignal.abort(new Error('enough')) }],
  ['is stopped', { onProgress: stopAtStep(3) }],
  ['diverges', { learningRate: 1e30 }],
])('a run that %s leaves no thread behind', async (_, options) => {
  await expect(train({ nLayers: 1 }, { threads: 2, ...options })).rejects.toThrow();
  expect(started.every(({ threadId }) => threadId === -1)).toBe(true);
});

function stopAtStep(step: number): FitOptions['onProgress'] {
  return ({ done }) => {
    if (done === step) throw new Error('enough');
  };
}

const many = Array.from({ length: 6000 }, () => sentence(50));

test('texts that two threads tokenized stand in their order', async () => {
  const seen: number[] = [];
  const one = await tokenizeTexts(origin, many, 512, { threads: 1 });
  expect(started).toHaveLength(0);
  const two = await tokenizeTexts(origin, many, 512, {
    signal: new AbortController().signal,
    onTexts: (done) => seen.push(done),
  });
  expect(started).toHaveLength(1);
  expect(two).toEqual(one);
  expect(seen.at(-1)).toBe(many.length);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('tokenizing that is stopped leaves no thread behind', async () => {
  const controller = new AbortController();
  const stop = (done: number) => done > 4500 && controller.abort(new Error('enough'));
  const running = tokenizeTexts(origin, many, 512, { signal: controller.signal, onTexts: stop });
  await expect(running).rejects.toThrow('enough');
  expect(started.map(({ threadId }) => threadId)).toEqual([-1]);
});

test('a text that is none is named by its place among all, with two threads at work', async () => {
  await expect(tokenizeTexts(origin, many.with(5990, JSON.parse('7')), 512)).rejects.toThrow(
    'texts[5990]: is not a string, got 7',
  );
});
