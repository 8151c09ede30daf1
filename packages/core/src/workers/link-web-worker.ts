import type { WorkerLink } from './worker-link.js';

/** The caller's end of a browser's worker. Start it where bundlers look: `new Worker(new URL(…, import.meta.url))`. */
export function linkWebWorker(worker: Worker): WorkerLink {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    onFailure: (listener) => {
      // An event without a message is a script that could not be loaded.
      worker.addEventListener('error', ({ message }) => listener(new Error(message || 'its script cannot be loaded')));
      worker.addEventListener('messageerror', () => listener(new Error('its answer cannot be read')));
    },
    keepAlive: () => {},
    terminate: async () => worker.terminate(),
  };
}
