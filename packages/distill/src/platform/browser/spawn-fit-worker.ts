import type { WorkerLink } from '@m2v/core/kit';

/** None: a browser fits on one thread. */
export function spawnFitWorker(): WorkerLink | undefined {
  return undefined;
}
