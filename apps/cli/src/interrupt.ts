import { constants } from 'node:os';

/** Why a run was stopped from outside; `exitCode` is what a shell expects, 130 for Ctrl-C. */
export class Interrupt extends Error {
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('interrupted');
    this.exitCode = 128 + constants.signals[signal];
  }
}

// Enough for work that notices to remove what is half-written.
const GRACE_MS = 500;

/** A signal that Ctrl-C (or SIGTERM) aborts with an `Interrupt`. A second one ends work that does not notice. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const interrupt = new Interrupt(signal);
      if (controller.signal.aborted) setTimeout(() => process.exit(interrupt.exitCode), GRACE_MS);
      controller.abort(interrupt);
    });
  }
  return controller.signal;
}
