import type { WorkerLink } from './worker-link.js';

/** What is used of a `Worker` of `node:worker_threads`; spelled out so that no browser build meets Node's types. */
export interface Thread {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: string, listener: (value: unknown) => void): unknown;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

/** The caller's end of a worker thread of Node. */
export function linkThread(thread: Thread): WorkerLink {
  thread.unref();
  return {
    post: (message, transfer) => thread.postMessage(message, transfer),
    onMessage: (listener) => thread.on('message', listener),
    onFailure: (listener) => {
      thread.on('error', listener);
      thread.on('messageerror', listener);
      thread.on('exit', (code) => listener(new Error(`its thread ended with code ${code}`)));
    },
    keepAlive: (on) => (on ? thread.ref() : thread.unref()),
    terminate: async () => {
      await thread.terminate();
    },
  };
}
