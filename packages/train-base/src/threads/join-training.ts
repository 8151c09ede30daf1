import { SourceError } from '@m2v/core';
import { callWorker } from '@m2v/core/kit';
import { spawnTrainWorker } from '#platform';
import type { NetworkMemory } from '../network/network-memory.js';
import { endPhases } from './phases.js';
import type { TrainWorkerApi } from './train-worker-api.js';

/** A second thread that follows the phases of a training. */
export interface Follower {
  leave(): Promise<void>;
}

/** Has a second thread take its share; undefined where none can be had. */
export async function joinTraining(memory: NetworkMemory): Promise<Follower | undefined> {
  const link = spawnTrainWorker();
  if (link === undefined) return undefined;
  const worker = callWorker<TrainWorkerApi>(link);
  try {
    await worker.call('prepare', memory);
  } catch (error) {
    await worker.terminate();
    // A bundle without the worker's file, or a machine without room for a thread: the result is the same with one.
    if (error instanceof SourceError && error.code === 'worker-failed') return undefined;
    throw error;
  }
  // What ends it early is told by the phases, which this thread then waits for.
  const following = worker.call('follow', null).catch(() => {});
  return {
    async leave() {
      endPhases(memory.control);
      await following;
      await worker.terminate();
    },
  };
}
