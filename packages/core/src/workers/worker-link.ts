/** The caller's end of a worker, the same over Node's worker threads and the browser's workers. */
export interface WorkerLink {
  /** Sends a message; the buffers in `transfer` change hands instead of being copied. */
  post(message: unknown, transfer?: ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the worker can no longer answer: it threw, could not be loaded, or ended. */
  onFailure(listener: (cause: unknown) => void): void;
  /** Whether the worker keeps the process alive. A link starts out not doing so; a browser's worker never does. */
  keepAlive(on: boolean): void;
  terminate(): Promise<void>;
}

/** The worker's own end. */
export interface WorkerPort {
  post(message: unknown, transfer?: ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
}
