import { InputError, type OnProgress } from '@m2v/core';
import { createRandom, type Random } from '@m2v/core/kit';
import { automaticBatchSize } from './schedule.js';

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
  /** The order of the training rows in an epoch, counted from 0: each once. Default: shuffled by `random`. */
  batchOrder?: (epoch: number) => Int32Array;
  /** 2 to have a second thread help where there is one (Node), 1 to do without; equal results. Default: 2 where it pays. */
  threads?: 1 | 2;
  /** Shuffles rows and drops tokens. Default: a generator of seed 42. */
  random?: Random;
}

// What the reference counts as no limit.
const MOST_EPOCHS = 9999;

export type FitSettings = Required<Pick<FitOptions, 'learningRate' | 'batchSize' | 'tokenDropout' | 'random'>> &
  Pick<FitOptions, 'minEpochs' | 'onProgress' | 'signal' | 'threads'> & {
    maxEpochs: number;
    earlyStoppingPatience: number | null;
  };

/** @throws InputError for an option that cannot be, before any work is done */
export function checkFitOptions(options: FitOptions, rows: number): FitSettings {
  const { learningRate = 1e-3, batchSize = automaticBatchSize(rows), minEpochs, maxEpochs = null } = options;
  const { earlyStoppingPatience = 5, tokenDropout = 0, validationSteps, onProgress, signal, threads } = options;
  const { random = createRandom(42) } = options;
  if (!(learningRate > 0 && Number.isFinite(learningRate))) reject('learningRate', learningRate, 'numbers above 0');
  checkCount('batchSize', batchSize);
  if (minEpochs !== undefined) checkCount('minEpochs', minEpochs);
  if (maxEpochs !== null) checkCount('maxEpochs', maxEpochs, ', or null for no limit');
  if (minEpochs !== undefined && maxEpochs !== null && minEpochs > maxEpochs) {
    reject('minEpochs', minEpochs, `1 to maxEpochs, which is ${maxEpochs}`);
  }
  checkThreads(threads);
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
    threads,
  };
}

/** @throws InputError for a number of threads that cannot be had */
export function checkThreads(threads: FitOptions['threads']): void {
  if (threads !== undefined && threads !== 1 && threads !== 2) reject('threads', threads, '1 or 2');
}

function checkCount(where: string, value: number, or = ''): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) reject(where, value, `integers from 1${or}`);
}

function reject(where: string, value: unknown, allowed: string): never {
  throw new InputError({ where, what: 'cannot be used', value, allowed });
}
