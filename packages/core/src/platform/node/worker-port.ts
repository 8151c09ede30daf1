import { parentPort } from 'node:worker_threads';
import { InputError } from '../../errors.js';
import type { WorkerPort } from '../../workers/worker-link.js';

/** This worker's line to whoever started it. */
export function workerPort(): WorkerPort {
  if (parentPort === null) throw new InputError({ what: 'this module serves calls and must be started as a worker' });
  const port = parentPort;
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    onMessage: (listener) => port.on('message', listener),
  };
}
