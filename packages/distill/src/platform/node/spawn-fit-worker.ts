import { Worker } from 'node:worker_threads';
import { secondThread, type WorkerLink } from '@m2v/core/kit';

/** A new thread that fits beside this one, where one can be had; the file lies beside this one's bundle. */
export function spawnFitWorker(): WorkerLink | undefined {
  return secondThread(() => new Worker(new URL('../fit-worker.js', import.meta.url)));
}
