import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { SourceError, StaticModel } from '@m2v/core';
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
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';

const load = (name: string, dimensionality?: number) =>
  StaticModel.fromPretrained(fixture(`models/${name}/model`), { dimensionality });
const [float32, odd, mapped] = await Promise.all([load('float32'), load('float32', 11), load('mapping-weights')]);
const words = float32.tokenizer.tokens.filter((token) => /^[a-z]+$/.test(token));
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

/** The threads that were started in a test, and the functions that each was asked for after its first. */
const started: { worker: Worker; asked: string[] }[] = [];
const watch = (worker: Worker) => {
  const asked: string[] = [];
  started.push({ worker, asked });
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message, ...rest) => {
    asked.push(message.name);
    post(message, ...rest);
  };
};
process.on('worker', watch);
afterAll(() => process.off('worker', watch));
beforeEach(() => {
  started.length = 0;
});
const askedOf = () => started.map(({ asked }) => asked);
const idsOfThreads = () => started.map(({ worker }) => worker.threadId);

async function prepare(trainable: TrainableOptions, { origin = float32, of = texts } = {}) {
  const model = createTrainableModel(origin, { outDim: 3, headAlways: true, random: createRandom(1), ...trainable });
  const rows = { texts: await tokenizeTexts(origin, of, model.maxLength), targets, indices };
  const run = (options: FitOptions) =>
    fit(model, task, { train: rows, validation: rows }, { batchSize: 7, maxEpochs: 4, ...options });
  return { model, run };
}

test('this machine has two cores', () => {
  // Else what follows could not be tested here.
  expect(availableParallelism()).toBeGreaterThan(1);
});

describe('two threads give the bits of one', () => {
  test.each<[string, TrainableOptions, FitOptions, Parameters<typeof prepare>[1]]>([
    ['a layer', {}, {}, {}],
    ['no layer', { outDim: 12, headAlways: false }, {}, {}],
    ['hidden layers', { nLayers: 2, hiddenDim: 9 }, { validationSteps: 5 }, {}],
    ['means as they are', { nLayers: 1, normalize: false }, {}, {}],
    ['a table that stays', { nLayers: 1, freeze: true }, {}, {}],
    ['tokens left out', { nLayers: 1 }, { tokenDropout: 0.3 }, {}],
    ['batches of one text', { nLayers: 1 }, { batchSize: 1 }, {}],
    ['empty texts', { nLayers: 1 }, {}, { of: texts.map(() => '') }],
    ['an odd width', { nLayers: 1 }, {}, { origin: odd }],
    ['a mapping, and weights that stay', { freezeWeights: true }, {}, { origin: mapped }],
  ])('%s', async (_, trainable, options, given) => {
    const [one, two] = [await prepare(trainable, given), await prepare(trainable, given)];
    const history = await one.run({ ...options, threads: 1 });
    expect(askedOf()).toEqual([]);
    expect(await two.run({ ...options, threads: 2 })).toEqual(history);
    expect(askedOf()).toEqual([['follow']]);
    expect(two.model.embeddings).toEqual(one.model.embeddings);
    expect(two.model.layers).toEqual(one.model.layers);
  });
});

test.each<[string, TrainableOptions, FitOptions]>([
  ['token weights that are trained', { freezeWeights: false }, { threads: 2 }],
  ['few texts', {}, {}],
])('%s keep one thread at it', async (_, trainable, options) => {
  await (await prepare(trainable)).run(options);
  expect(askedOf()).toEqual([]);
});

test.each<[string, (controller: AbortController) => FitOptions, number[]]>([
  ['is stopped before it begins', () => ({ signal: AbortSignal.abort(new Error('enough')) }), []],
  ['is stopped', (controller) => ({ onProgress: atStep(3, () => controller.abort(new Error('enough'))) }), [-1]],
  ['diverges', () => ({ learningRate: 1e30 }), [-1]],
])('a run that %s leaves no thread behind', async (_, options, ids) => {
  const controller = new AbortController();
  const { run } = await prepare({ nLayers: 1 });
  await expect(run({ threads: 2, signal: controller.signal, ...options(controller) })).rejects.toThrow();
  expect(idsOfThreads()).toEqual(ids);
});

test('a second thread that dies ends the run at once, and the model is as it began or at its best', async () => {
  const { model, run } = await prepare({ nLayers: 1 });
  const before = model.embeddings.slice();
  const gone = atStep(3, () => {
    void started[0].worker.terminate();
    // So long, and with its core left to what ends a thread, that the run lets the event loop hear of it before the next step.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
  });
  // There was no validation yet: an epoch has six steps.
  const options: FitOptions = { threads: 2, onProgress: gone };
  const failed = await run(options).catch((error) => error);
  expect(SourceError.is(failed) && failed.code).toBe('worker-failed');
  expect(failed.message).toContain('the second thread of the training stopped; train with one thread');
  expect(model.embeddings).toEqual(before);
});

function atStep(step: number, act: () => unknown): FitOptions['onProgress'] {
  return ({ done }) => {
    if (done === step) act();
  };
}

const many = Array.from({ length: 6000 }, () => sentence(50));

/** The texts, of which the last are held back until the second thread is there and has its tokenizer. */
async function* forTwo(of: readonly string[]): AsyncGenerator<string> {
  const last = Math.floor(of.length * 0.8);
  yield* of.slice(0, last);
  await vi.waitUntil(() => started.length > 0, { interval: 1 });
  await once(started[0].worker, 'message');
  yield* of.slice(last);
}

test('texts that two threads tokenized stand in their order', async () => {
  const one = await tokenizeTexts(float32, many, 512, { threads: 1 });
  expect(askedOf()).toEqual([]);
  const seen: number[] = [];
  const { signal } = new AbortController();
  const two = await tokenizeTexts(float32, forTwo(many), 512, { signal, onTexts: (done) => seen.push(done) });
  expect(askedOf()[0]).toContain('tokenize');
  expect(two).toEqual(one);
  expect(seen.at(-1)).toBe(many.length);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('what a thread that dies was given is tokenized by the other', async () => {
  const end = () => {
    if (askedOf()[0]?.includes('tokenize')) void started[0].worker.terminate();
  };
  const two = await tokenizeTexts(float32, forTwo(many), 512, { onTexts: end });
  expect(askedOf()[0]).toContain('tokenize');
  expect(two).toEqual(await tokenizeTexts(float32, many, 512, { threads: 1 }));
});

test('tokenizing that is stopped leaves no thread behind', async () => {
  const controller = new AbortController();
  const stop = (done: number) => done > 4500 && controller.abort(new Error('enough'));
  const running = tokenizeTexts(float32, forTwo(many), 512, { signal: controller.signal, onTexts: stop });
  await expect(running).rejects.toThrow('enough');
  expect(idsOfThreads()).toEqual([-1]);
});

test('a text that is none is named by its place among all, with two threads at work', async () => {
  const wrong = forTwo(many.with(5990, JSON.parse('7')));
  await expect(tokenizeTexts(float32, wrong, 512)).rejects.toThrow('texts[5990]: is not a string, got 7');
  expect(askedOf()[0]).toContain('tokenize');
});
