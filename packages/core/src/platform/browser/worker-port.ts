import type { WorkerPort } from '../../workers/worker-link.js';

/** This worker's line to whoever started it. */
export function workerPort(): WorkerPort {
  return {
    post: (message, transfer = []) => globalThis.postMessage(message, { transfer }),
    onMessage: (listener) => globalThis.addEventListener('message', ({ data }) => listener(data)),
  };
}
