import type { WorkerLink } from '@m2v/core/kit';

/** None: a browser trains on one thread. */
export function spawnTrainWorker(): WorkerLink | undefined {
  return undefined;
}
