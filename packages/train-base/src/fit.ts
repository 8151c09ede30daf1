import { createMatrix, InputError } from '@m2v/core';
import { createYielder, type TokenBags } from '@m2v/core/kit';
import { createBestState } from './best-state.js';
import { checkFitOptions, type FitOptions } from './fit-options.js';
import { batchOf, dropTokens } from './network/batch.js';
import type { BatchLimits } from './network/batch-rows.js';
import { createNetwork, type Network } from './network/network.js';
import { stepScale } from './optimizer/adam.js';
import { createEarlyStopping, createPlateauSchedule, validationInterval } from './schedule.js';
import type { Task } from './task.js';
import type { TrainableModel } from './trainable-model.js';

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

// Different tokens, summed over the texts, from which on a second thread saves more than its start takes.
const ENTRIES_WORTH_A_THREAD = 200_000;

/**
 * Trains a model in place and leaves it in its best state: the one whose metric was best at a validation, or the last
 * where there was none. Deterministic: equal inputs and seeds give equal bits on one engine. Aborted, it rejects with the
 * signal's reason; stopped by that or by a loss that is no number, the model keeps the best state so far.
 * @throws InputError for options that cannot be, for no rows, and where the loss is no longer a number; SourceError
 *   `worker-failed` where a second thread died
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
  const threads = settings.threads ?? (countEntries(train) < ENTRIES_WORTH_A_THREAD ? 1 : 2);
  const network = await createNetwork(model, batchLimits([train, validation], batchSize), { threads, signal });
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
      else order.set(checkOrder(options.batchOrder(epoch), train.indices));
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
    try {
      leaveBest();
    } finally {
      await network.dispose();
    }
  }

  function leaveBest(): void {
    if (diverged) {
      best.undo();
      return;
    }
    try {
      network.settle();
    } catch (error) {
      // A second thread that died has left its part of the model anywhere.
      best.undo();
      throw error;
    }
    if (!best.restore()) history.bestStep = history.losses.length;
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

/** @throws InputError unless an order has each row once: batches of others may be larger than there is memory for */
function checkOrder(order: Int32Array, indices: Int32Array): Int32Array {
  const [given, wanted] = [order, indices].map((rows) => rows.slice().sort());
  if (given.length === wanted.length && given.every((row, i) => row === wanted[i])) return order;
  throw new InputError({ where: 'batchOrder', what: 'is no order of the training rows', allowed: 'each of them once' });
}

/** The most that batches of these rows can hold. */
function batchLimits(rows: readonly Pick<FitData<unknown>, 'texts' | 'indices'>[], batchSize: number): BatchLimits {
  const largest = rows.map(({ texts: { offsets }, indices }) => {
    const sizes = indices.map((i) => offsets[i + 1] - offsets[i]).sort();
    return sizes.subarray(-batchSize).reduce((sum, size) => sum + size, 0);
  });
  const texts = Math.max(...rows.map(({ indices }) => indices.length));
  return { texts: Math.min(batchSize, texts), entries: Math.max(...largest) };
}

function countEntries({ texts: { offsets }, indices }: Pick<FitData<unknown>, 'texts' | 'indices'>): number {
  return indices.reduce((sum, i) => sum + offsets[i + 1] - offsets[i], 0);
}
