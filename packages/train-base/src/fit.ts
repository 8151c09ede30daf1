import { createMatrix, InputError, type OnProgress } from '@m2v/core';
import { createRandom, createYielder, type Random, type TokenBags } from '@m2v/core/kit';
import { batchOf, dropTokens } from './batch.js';
import { createBestState } from './best-state.js';
import { createNetwork, type Network } from './network.js';
import { stepScale } from './optimizer/adam.js';
import { automaticBatchSize, createEarlyStopping, createPlateauSchedule, validationInterval } from './schedule.js';
import type { Task } from './task.js';
import type { TrainableModel } from './trainable-model.js';

export interface FitOptions {
  /** Adam's learning rate, halved while the validation loss stands still. Default 1e-3. */
  learningRate?: number;
  /** Texts a step. Default: 32 times a thirtieth of the training texts, from 32 to 512 in steps of 32. */
  batchSize?: number;
  /** Epochs before early stopping may end the run. Default: none. */
  minEpochs?: number;
  /** Epochs at most; null for 9,999, as many as the reference takes for no limit. Default null. */
  maxEpochs?: number | null;
  /** Validations without a gain of more than 0.001 after which the run ends; null never ends it. Default 5. */
  earlyStoppingPatience?: number | null;
  /** Steps between validations. Default: one an epoch, more often where an epoch has more than 250 steps. */
  validationSteps?: number;
  /** Probability with which each token is left out of a step, from 0 to below 1. Default 0. */
  tokenDropout?: number;
  /** Told after each step: stage `train`, in steps, with the losses, the metric, the learning rate and texts a second. */
  onProgress?: OnProgress;
  /** Ends the run with its reason; the model keeps the best state so far. */
  signal?: AbortSignal;
  /** The order of the training rows in an epoch, counted from 0. Default: shuffled by `random`. */
  batchOrder?: (epoch: number) => Int32Array;
  /** Shuffles rows and drops tokens. Default: a generator of seed 42. */
  random?: Random;
}

/** Rows to learn from, or to validate on. */
export interface FitData<Targets> {
  texts: TokenBags;
  /** Of all rows of `texts`. */
  targets: Targets;
  /** The rows that count. */
  indices: Int32Array;
}

/** One validation. */
export interface Validation {
  /** Steps done. */
  step: number;
  /** Epochs done, a part of one included. */
  epoch: number;
  /** Mean loss of the steps since the last validation. */
  trainLoss: number;
  loss: number;
  metric: number;
  learningRate: number;
}

export interface FitHistory {
  /** How many texts were learned from, and how many validated on. */
  texts: { train: number; validation: number };
  /** The name of the metric of validations. */
  metric: string;
  /** The loss of each step. */
  losses: number[];
  validations: Validation[];
  /** The step of the state that was kept. */
  bestStep: number;
  /** Whole epochs done. */
  epochs: number;
  stoppedBy: 'maxEpochs' | 'earlyStopping';
}

// What the reference counts as no limit.
const MOST_EPOCHS = 9999;

/**
 * Trains a model in place and leaves it in its best state: the one whose metric was best at a validation, or the last
 * where there was none. Deterministic: equal inputs and seeds give equal bits on one engine. Aborted, it rejects with the
 * signal's reason; stopped by that or by a loss that is no number, the model keeps the best state so far.
 * @throws InputError for options that cannot be, for no rows, and where the loss is no longer a number
 */
export async function fit<Targets, Encoded>(
  model: TrainableModel,
  task: Task<Targets, Encoded>,
  { train, validation }: { train: FitData<Targets>; validation: FitData<Targets> },
  options: FitOptions = {},
): Promise<FitHistory> {
  const settings = checkFitOptions(options, train.indices.length);
  const { batchSize, maxEpochs, minEpochs, onProgress, signal, random } = settings;
  if (train.indices.length === 0 || validation.indices.length === 0) {
    throw new InputError({ where: 'texts', what: 'are too few to train and validate on', allowed: '2 or more' });
  }
  const interval = validationInterval(options.validationSteps, train.indices.length, batchSize);
  const stepsAnEpoch = Math.ceil(train.indices.length / batchSize);
  if (interval !== undefined && options.validationSteps !== undefined && interval > stepsAnEpoch * maxEpochs) {
    throw new InputError({
      where: 'validationSteps',
      what: 'is never reached',
      value: interval,
      allowed: `1 to ${stepsAnEpoch * maxEpochs}, the steps of the run`,
    });
  }
  const network = createNetwork(model, Math.max(largestBag(train.texts), largestBag(validation.texts)));
  const schedule = createPlateauSchedule(settings.learningRate);
  const patience = settings.earlyStoppingPatience;
  const shouldStop = patience === null ? undefined : createEarlyStopping(task.metric.direction, patience);
  const history: FitHistory = {
    texts: { train: train.indices.length, validation: validation.indices.length },
    metric: task.metric.name,
    losses: [],
    validations: [],
    bestStep: 0,
    epochs: 0,
    stoppedBy: 'maxEpochs',
  };
  const pause = createYielder(signal);
  const started = performance.now();
  const order = train.indices.slice();
  const best = createBestState(model, task.metric.direction);
  let sinceValidation = 0;
  // Then what the optimizer has still to do would only spoil what is put back.
  let diverged = false;

  /** Whether the run is to end. */
  const validate = (epochs: number): boolean => {
    network.settle();
    const { loss, metric } = measure(network, task, validation, batchSize);
    const step = history.losses.length;
    if (!Number.isFinite(loss)) diverge(step);
    const recent = history.losses.slice(sinceValidation);
    sinceValidation = step;
    const trainLoss = recent.reduce((sum, value) => sum + value, 0) / recent.length;
    history.validations.push({ step, epoch: epochs, trainLoss, loss, metric, learningRate: schedule.rate });
    history.epochs = Math.floor(epochs);
    if (best.offer(metric)) history.bestStep = step;
    return (shouldStop?.(metric) ?? false) && (minEpochs === undefined || history.epochs >= minEpochs);
  };

  try {
    for (let epoch = 0; epoch < maxEpochs; epoch++) {
      if (options.batchOrder === undefined) random.shuffle(order);
      else order.set(options.batchOrder(epoch));
      for (let first = 0; first < order.length; first += batchSize) {
        const indices = order.subarray(first, first + batchSize);
        const loss = trainStep(indices, history.losses.length + 1);
        history.losses.push(loss);
        const done = history.losses.length;
        const last = history.validations.at(-1);
        onProgress?.({
          stage: 'train',
          done,
          total: options.maxEpochs == null ? undefined : stepsAnEpoch * maxEpochs,
          unit: 'steps',
          metrics: {
            epoch: epoch + 1,
            loss,
            learningRate: schedule.rate,
            textsPerSecond: (epoch * order.length + first + indices.length) / ((performance.now() - started) / 1000),
            ...(last === undefined ? {} : { validationLoss: last.loss, [task.metric.name]: last.metric }),
          },
        });
        await pause();
        if (
          interval !== undefined &&
          done % interval === 0 &&
          validate(epoch + (first + indices.length) / order.length)
        ) {
          history.stoppedBy = 'earlyStopping';
          return history;
        }
      }
      history.epochs = epoch + 1;
      if (interval === undefined && validate(epoch + 1)) {
        history.stoppedBy = 'earlyStopping';
        return history;
      }
      schedule.step(history.validations.at(-1)?.loss);
    }
    return history;
  } finally {
    if (diverged) best.undo();
    else {
      network.settle();
      if (!best.restore()) history.bestStep = history.losses.length;
    }
  }

  function trainStep(indices: Int32Array, step: number): number {
    const whole = batchOf(train.texts, indices);
    const batch = settings.tokenDropout > 0 ? dropTokens(whole, settings.tokenDropout, random) : whole;
    const logits = network.forward(batch);
    const gradient = createMatrix(logits.rows, logits.dim);
    const loss = task.loss(logits, task.encodeTargets(train.targets, indices), gradient);
    if (!Number.isFinite(loss)) diverge(step);
    network.step(batch, gradient, stepScale(step, schedule.rate));
    return loss;
  }

  function diverge(step: number): never {
    diverged = true;
    throw new InputError({
      where: 'learningRate',
      what: `the loss is no longer a number at step ${step}`,
      value: settings.learningRate,
      todo: 'lower it',
    });
  }
}

/** Loss and metric over rows, averaged by the size of the batches. */
function measure<Targets, Encoded>(
  network: Network,
  task: Task<Targets, Encoded>,
  { texts, targets, indices }: FitData<Targets>,
  batchSize: number,
): { loss: number; metric: number } {
  const sums = { loss: 0, metric: 0 };
  for (let first = 0; first < indices.length; first += batchSize) {
    const some = indices.subarray(first, first + batchSize);
    const logits = network.forward(batchOf(texts, some));
    const encoded = task.encodeTargets(targets, some);
    const loss = task.loss(logits, encoded);
    sums.loss += loss * some.length;
    sums.metric += task.metric.measure(logits, encoded, loss) * some.length;
  }
  return { loss: sums.loss / indices.length, metric: sums.metric / indices.length };
}

function largestBag({ offsets }: TokenBags): number {
  let largest = 0;
  for (let i = 1; i < offsets.length; i++) largest = Math.max(largest, offsets[i] - offsets[i - 1]);
  return largest;
}

type FitSettings = Required<Pick<FitOptions, 'learningRate' | 'batchSize' | 'tokenDropout' | 'random'>> &
  Pick<FitOptions, 'minEpochs' | 'onProgress' | 'signal'> & { maxEpochs: number; earlyStoppingPatience: number | null };

/** @throws InputError for an option that cannot be, before any work is done */
export function checkFitOptions(options: FitOptions, rows: number): FitSettings {
  const { learningRate = 1e-3, batchSize = automaticBatchSize(rows), minEpochs, maxEpochs = null } = options;
  const { earlyStoppingPatience = 5, tokenDropout = 0, validationSteps, onProgress, signal } = options;
  const { random = createRandom(42) } = options;
  if (!(learningRate > 0 && Number.isFinite(learningRate))) reject('learningRate', learningRate, 'numbers above 0');
  checkCount('batchSize', batchSize);
  if (minEpochs !== undefined) checkCount('minEpochs', minEpochs);
  if (maxEpochs !== null) checkCount('maxEpochs', maxEpochs, ', or null for no limit');
  if (minEpochs !== undefined && maxEpochs !== null && minEpochs > maxEpochs) {
    reject('minEpochs', minEpochs, `1 to maxEpochs, which is ${maxEpochs}`);
  }
  if (validationSteps !== undefined) checkCount('validationSteps', validationSteps);
  if (earlyStoppingPatience !== null) checkCount('earlyStoppingPatience', earlyStoppingPatience, ', or null for never');
  if (!(tokenDropout >= 0 && tokenDropout < 1)) reject('tokenDropout', tokenDropout, 'from 0 to below 1');
  return {
    learningRate,
    batchSize,
    minEpochs,
    maxEpochs: maxEpochs ?? MOST_EPOCHS,
    earlyStoppingPatience,
    tokenDropout,
    random,
    onProgress,
    signal,
  };
}

function checkCount(where: string, value: number, or = ''): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) reject(where, value, `integers from 1${or}`);
}

function reject(where: string, value: unknown, allowed: string): never {
  throw new InputError({ where, what: 'cannot be used', value, allowed });
}
