import type { WorkerLink } from '@m2v/core/kit';

/** None: a page trains in a worker of its own, and has no shared memory unless it is isolated from all others. */
export function spawnTrainWorker(): WorkerLink | undefined {
  return undefined;
}
