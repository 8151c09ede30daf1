import { StaticModel } from '@m2v/core';
import { fixture } from '@m2v/fixtures';
import type { Label, Labels } from '@m2v/pipeline';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type ClassifierFitOptions, StaticModelForClassification } from './static-model-for-classification.js';

const model = await StaticModel.fromPretrained(fixture('models/float32/model'));
const WORDS = { water: ['river', 'sea', 'rain', 'water'], music: ['play', 'song', 'music', 'band'] };
const texts: string[] = [];
const labels: string[] = [];
for (let i = 0; i < 120; i++) {
  const label = i % 2 === 0 ? 'water' : 'music';
  texts.push(`the ${WORDS[label][i % 4]} and the ${WORDS[label][(i >> 2) % 4]} of ${i}`);
  labels.push(label);
}
const QUICK: ClassifierFitOptions = { maxEpochs: 20, learningRate: 1e-2, batchSize: 16 };

test('learns to tell texts apart, and travels as a pipeline', async () => {
  const classifier = StaticModelForClassification.fromStaticModel(model, { hiddenDim: 16 });
  const before = model.encode(texts);
  const history = await classifier.fit(texts, labels, QUICK);
  expect(classifier.classes).toEqual(['music', 'water']);
  expect(classifier.evaluate(texts, labels).accuracy).toBeGreaterThan(0.95);
  expect(classifier.predict('the river')).toBe('water');
  expect(classifier.toPipeline().predict(['the river', 'a song'])).toEqual(['water', 'music']);
  expect(history.validations.length).toBeGreaterThan(0);
  // The model that it began at is as it was; the trained one is not.
  expect(model.encode(texts)).toEqual(before);
  expect(classifier.toStaticModel().table.matrix.data).not.toEqual(model.table.matrix.data);
  expect(classifier.toStaticModel().normalize).toBe(true);
  expect(classifier.toStaticModel().config).toEqual(model.config);
});

test('an option that is given as undefined is as one that is not given', async () => {
  const plain = StaticModelForClassification.fromStaticModel(model);
  const spelt = StaticModelForClassification.fromStaticModel(model, { nLayers: undefined, hiddenDim: undefined });
  for (const classifier of [plain, spelt]) await classifier.fit(texts, labels, { ...QUICK, maxEpochs: 1 });
  expect(spelt.toPipeline().head).toEqual(plain.toPipeline().head);
  expect(plain.toPipeline().head.layers.map(({ outputs }) => outputs)).toEqual([512, 2]);
});

test('integers stay integers, and lists of labels make several classes a text', async () => {
  const integers = StaticModelForClassification.fromStaticModel(model);
  await integers.fit(
    texts,
    labels.map((label) => (label === 'water' ? 10 : 9)),
    QUICK,
  );
  expect(integers.classes).toEqual([9, 10]);
  expect(integers.predict('the river')).toBe(10);

  const multi = StaticModelForClassification.fromStaticModel(model);
  await multi.fit(
    texts,
    labels.map((label) => (label === 'water' ? ['wet', 'nature'] : [label])),
    QUICK,
  );
  expect(multi.classes).toEqual(['music', 'nature', 'wet']);
  expect(multi.predict('the river')).toEqual(['nature', 'wet']);
  expect(multi.predict(['the river'], { threshold: 1 })).toEqual([[]]);
  expectTypeOf(multi.predict(['a'])).toEqualTypeOf<Label[] | Label[][]>();
});

test('the same seed gives the same bits, another one others', async () => {
  const trained = async (seed: number) => {
    const classifier = StaticModelForClassification.fromStaticModel(model);
    await classifier.fit(texts, labels, { ...QUICK, maxEpochs: 3, tokenDropout: 0.2, seed });
    return classifier.predictProba(texts).data;
  };
  const [a, b, c] = [await trained(1), await trained(1), await trained(2)];
  expect(b).toEqual(a);
  expect(c).not.toEqual(a);
});

test('texts may come from an iterable, read once', async () => {
  let read = 0;
  async function* stream() {
    for (const text of texts) {
      read++;
      yield text;
    }
  }
  const classifier = StaticModelForClassification.fromStaticModel(model);
  const stages = new Set<string>();
  await classifier.fit(stream(), labels, { ...QUICK, maxEpochs: 2, onProgress: ({ stage }) => stages.add(stage) });
  expect(read).toBe(texts.length);
  expect([...stages]).toEqual(['tokenize', 'train']);
});

test('validation texts of one’s own are used, and what is trained follows early stopping', async () => {
  const classifier = StaticModelForClassification.fromStaticModel(model);
  const history = await classifier.fit(texts, labels, {
    ...QUICK,
    maxEpochs: null,
    validationTexts: ['the river', 'a song'],
    validationLabels: ['water', 'music'],
    earlyStoppingPatience: 2,
  });
  expect(history.stoppedBy).toBe('earlyStopping');
  expect(history.epochs).toBeLessThan(100);
});

test('stopped in the middle, it keeps the best state so far', async () => {
  const classifier = StaticModelForClassification.fromStaticModel(model);
  const controller = new AbortController();
  const reason = new Error('enough');
  const run = classifier.fit(texts, labels, {
    ...QUICK,
    signal: controller.signal,
    onProgress: ({ stage, done }) => stage === 'train' && done === 20 && controller.abort(reason),
  });
  await expect(run).rejects.toBe(reason);
  expect(classifier.evaluate(texts, labels).accuracy).toBeGreaterThan(0.8);
});

test('a run that diverges says so in one line, and keeps the best state so far, if only the first', async () => {
  const classifier = StaticModelForClassification.fromStaticModel(model, { normalize: false });
  const run = classifier.fit(texts, labels, { ...QUICK, learningRate: 1e30 });
  await expect(run).rejects.toThrow(/learningRate: the loss is no longer a number at step \d+, got 1e\+30; lower it/);
  expect(classifier.predictProba(texts).data.every(Number.isFinite)).toBe(true);
});

describe('odd data trains, as in the reference', () => {
  test.each<[string, string[], Labels]>([
    ['one class only', ['a', 'the river', 'b'], ['x', 'x', 'x']],
    ['a class with one text', texts.slice(0, 9), [...labels.slice(0, 8), 'rare']],
    ['empty texts', ['', '', '', ''], ['a', 'b', 'a', 'b']],
    ['texts of unknown tokens', ['☃', '☃☃', '☃', '☃'], ['a', 'b', 'a', 'b']],
  ])('%s', async (_, some, of) => {
    const classifier = StaticModelForClassification.fromStaticModel(model);
    await classifier.fit(some, of, { maxEpochs: 2 });
    expect(classifier.predict(some)).toHaveLength(some.length);
  });
});

describe('what cannot be is refused in one line', () => {
  const mixed = (values: unknown[]): Labels => values as Labels;
  test.each<[string, () => unknown[], Labels, ClassifierFitOptions, string]>([
    ['no labels', () => [], [], {}, 'labels: are no list of labels, got []'],
    [
      'more labels than texts',
      () => ['a'],
      ['x', 'y'],
      {},
      'texts: are 1, with 2 labels; allowed: as many labels as texts',
    ],
    ['more texts than labels', () => ['a', 'b'], ['x'], {}, 'texts: are 2, with 1 labels'],
    ['one text alone', () => ['a'], ['x'], {}, 'are too few to train and validate on'],
    ['mixed kinds', () => ['a', 'b'], mixed(['x', 1]), {}, 'labels: are of mixed kinds'],
    [
      'lists among labels',
      () => ['a', 'b'],
      mixed(['x', ['y']]),
      {},
      'labels[1]: single labels and lists of labels are mixed',
    ],
    ['NaN', () => ['a', 'b'], [Number.NaN, 1], {}, 'labels: are neither strings nor integers, got NaN'],
    ['a text that is none', () => ['a', 7], ['x', 'y'], {}, 'texts[1]: is not a string, got 7'],
    ['an odd rate', () => ['a', 'b'], ['x', 'y'], { learningRate: -1 }, 'learningRate: cannot be used, got -1'],
    [
      'no epochs',
      () => ['a', 'b'],
      ['x', 'y'],
      { maxEpochs: 0 },
      'maxEpochs: cannot be used, got 0; allowed: integers from 1',
    ],
    ['all tokens dropped', () => ['a', 'b'], ['x', 'y'], { tokenDropout: 1 }, 'tokenDropout: cannot be used'],
    ['a negative γ', () => ['a', 'b'], ['x', 'y'], { focalGamma: -1 }, 'focalGamma: cannot be used'],
    [
      'validation never',
      () => texts,
      labels,
      { maxEpochs: 1, validationSteps: 999 },
      'validationSteps: is never reached, got 999',
    ],
    [
      'a class without weight',
      () => ['a', 'b'],
      ['x', 'y'],
      { classWeight: { x: 1 } },
      'gives the class "y" no weight above 0',
    ],
    ['half a validation set', () => ['a', 'b'], ['x', 'y'], { validationTexts: ['a'] }, 'belong together'],
    [
      'an unknown class',
      () => ['a', 'b'],
      ['x', 'y'],
      { validationTexts: ['a'], validationLabels: ['z'] },
      'validationLabels: hold classes that no training text has, got ["z"]',
    ],
    [
      'validation of another kind',
      () => ['a', 'b'],
      ['x', 'y'],
      { validationTexts: ['a'], validationLabels: [['x']] },
      'validationLabels: are of another kind',
    ],
  ])('%s', async (_, some, of, options, message) => {
    const classifier = StaticModelForClassification.fromStaticModel(model);
    await expect(classifier.fit(some() as string[], of, options)).rejects.toThrow(message);
    expect(() => classifier.predict('a')).toThrow('not trained yet; call fit first');
  });

  test('a text instead of a list', async () => {
    const classifier = StaticModelForClassification.fromStaticModel(model);
    await expect(classifier.fit('a text', ['x'])).rejects.toThrow('texts: is one text; allowed: a list of texts');
  });
});
