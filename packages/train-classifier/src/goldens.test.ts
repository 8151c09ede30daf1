import { readFileSync } from 'node:fs';
import { StaticModel } from '@m2v/core';
import { fixture, listFixtures } from '@m2v/fixtures';
import { isMultiLabel, type Labels, StaticModelPipeline } from '@m2v/pipeline';
import {
  createTrainableModel,
  type FitOptions,
  fit,
  type TrainableOptions,
  tokenizeTexts,
  toStaticModel,
} from '@m2v/train-base';
import { describe, expect, test } from 'vitest';
import { type ClassWeight, classWeights, readLabels } from './class-labels.js';
import { multiLabelTask, singleLabelTask } from './classification-task.js';
import { StaticModelForClassification } from './static-model-for-classification.js';

interface Case {
  model: string;
  options: TrainableOptions;
  fit: { classWeight?: ClassWeight; focalGamma?: number };
  learningRate: number;
  batchSize: number;
  texts: string[];
  labels: Labels;
}

interface Expected {
  classes: (string | number)[];
  head: { weight: number[][]; bias: number[] }[];
  order: number[][];
  losses: number[];
  probabilities: number[][];
  classifierProbabilities: number[][];
}

const cases = listFixtures('training').filter((name) => !name.endsWith('.json'));

describe.each(cases)('%s', (name) => {
  const given: Case = JSON.parse(readFileSync(fixture(`training/${name}/case.json`), 'utf8'));
  const expected: Expected = JSON.parse(readFileSync(fixture(`training/${name}/expected.json`), 'utf8'));
  const trained = train(given, expected);

  test('classes are sorted as the reference sorts them', async () => {
    expect((await trained).classes).toEqual(expected.classes);
  });

  test('the losses of 50 steps are the reference’s', async () => {
    const { losses } = await trained;
    expect(losses).toHaveLength(expected.losses.length);
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - expected.losses[i]), `step ${i + 1}`).toBeLessThanOrEqual(1e-4);
    });
  });

  test('so are the probabilities in the end, the classifier’s and the pipeline’s', async () => {
    const { classifier, pipeline } = await trained;
    expectClose(pipeline.predictProba(given.texts).data, expected.probabilities, 1e-3);
    expectClose(classifier.predictProba(given.texts).data, expected.classifierProbabilities, 1e-3);
  });

  test('what the reference saved gives its probabilities', async () => {
    const pipeline = await StaticModelPipeline.fromPretrained(fixture(`training/${name}/pipeline`));
    expect(pipeline.classes).toEqual(expected.classes);
    expectClose(pipeline.predictProba(given.texts).data, expected.probabilities, 1e-5);
  });
});

async function train(
  { model, options, fit: settings, learningRate, batchSize, texts, labels }: Case,
  expected: Expected,
) {
  const origin = await StaticModel.fromPretrained(fixture(`models/${model}/model`));
  const known = readLabels(labels, 'labels');
  const trainable = createTrainableModel(origin, { ...options, outDim: known.classes.length, headAlways: true });
  trainable.layers.forEach(({ weight, bias }, i) => {
    weight.set(expected.head[i].weight.flat());
    bias.set(expected.head[i].bias);
  });
  const weights = classWeights(known, settings.classWeight);
  const task = { classes: known.classes, weights, gamma: settings.focalGamma ?? 0 };
  const tokenized = await tokenizeTexts(origin, texts, trainable.maxLength);
  const indices = Int32Array.from(texts, (_, i) => i);
  const fitOptions: FitOptions = {
    learningRate,
    batchSize,
    maxEpochs: expected.order.length,
    earlyStoppingPatience: null,
    // Validation comes once, at the very end, so that the state is the last one.
    validationSteps: expected.losses.length,
    batchOrder: (epoch) => Int32Array.from(expected.order[epoch]),
  };
  const rows = { texts: tokenized, targets: labels, indices };
  const data = { train: rows, validation: rows };
  const history = isMultiLabel(labels)
    ? await fit(trainable, multiLabelTask(task), data, fitOptions)
    : await fit(trainable, singleLabelTask(task), data, fitOptions);
  const pipeline = new StaticModelPipeline(toStaticModel(trainable), {
    layers: trainable.layers,
    activation: isMultiLabel(labels) ? 'sigmoid' : 'softmax',
    classes: known.classes,
  });
  const classifier = StaticModelForClassification.fromStaticModel(origin);
  classifier.pipeline = pipeline;
  return { classes: known.classes, losses: history.losses, pipeline, classifier };
}

function expectClose(found: Float32Array, wanted: number[][], tolerance: number): void {
  const values = wanted.flat();
  expect(found).toHaveLength(values.length);
  values.forEach((value, i) => {
    expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance);
  });
}
