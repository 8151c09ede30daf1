import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { linkThread, type WorkerLink } from '@m2v/core/kit';

/**
 * A new thread that trains beside this one; the file lies beside this one's bundle. Undefined on a machine with one core, and
 * where threads are not to be had: forbidden, too many, or bundled so that the file has no address.
 */
export function spawnTrainWorker(): WorkerLink | undefined {
  if (availableParallelism() < 2) return undefined;
  try {
    return linkThread(new Worker(new URL('../train-worker.js', import.meta.url)));
  } catch {
    return undefined;
  }
}
