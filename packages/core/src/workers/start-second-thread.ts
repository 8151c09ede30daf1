import { availableThreads } from '#platform';
import { linkThread, type Thread } from './link-thread.js';
import type { WorkerLink } from './worker-link.js';

/**
 * A thread of Node that helps this one. Undefined on a machine with one core, and where threads are not to be had: forbidden, too
 * many, or bundled so that the thread's file has no address.
 */
export function startSecondThread(start: () => Thread): WorkerLink | undefined {
  if (availableThreads() < 2) return undefined;
  try {
    return linkThread(start());
  } catch {
    return undefined;
  }
}
