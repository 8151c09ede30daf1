import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { linkThread, type WorkerLink } from '@m2v/core/kit';

/** A new thread that trains beside this one; undefined on a machine with one core. The file lies beside this one's bundle. */
export function spawnTrainWorker(): WorkerLink | undefined {
  if (availableParallelism() < 2) return undefined;
  return linkThread(new Worker(new URL('../train-worker.js', import.meta.url)));
}
