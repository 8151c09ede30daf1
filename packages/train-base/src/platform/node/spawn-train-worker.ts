import { Worker } from 'node:worker_threads';
import { startSecondThread, type WorkerLink } from '@m2v/core/kit';

/** A new thread that trains beside this one, where one can be had; its file lies in the folder above this one's, once built. */
export function spawnTrainWorker(): WorkerLink | undefined {
  return startSecondThread(() => new Worker(new URL('../train-worker.js', import.meta.url)));
}
