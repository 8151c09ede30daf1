import { availableParallelism } from 'node:os';

/** Number of threads that this machine can run at once. */
export function availableThreads(): number {
  return availableParallelism();
}
