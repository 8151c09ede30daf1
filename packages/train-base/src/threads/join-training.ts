import { SourceError } from '@m2v/core';
import { callWorker } from '@m2v/core/kit';
import { spawnTrainWorker } from '#platform';
import type { NetworkMemory } from '../network/network-memory.js';
import { failPhases } from './phases.js';
import type { TrainWorkerApi } from './train-worker-api.js';

/** A second thread that follows the phases of a training. */
export interface Follower {
  /** Ends it. */
  leave(): Promise<void>;
}

/** Has a second thread take its share; undefined where none can be had. */
export async function joinTraining(memory: NetworkMemory, signal?: AbortSignal): Promise<Follower | undefined> {
  const link = spawnTrainWorker();
  if (link === undefined) return undefined;
  const worker = callWorker<TrainWorkerApi>(link);
  try {
    await worker.call('prepare', memory, { signal });
  } catch (error) {
    await worker.terminate();
    // A bundle without the worker's file, or a machine without room for a thread: the result is the same with one.
    if (SourceError.is(error) && error.code === 'worker-failed') return undefined;
    throw error;
  }
  // It is answered only when the thread is gone; one that is gone too early must not be waited for.
  worker.call('follow', null).catch(() => failPhases(memory.control));
  return { leave: () => worker.terminate() };
}
