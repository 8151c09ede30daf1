import { constants } from 'node:os';

/** Why a run was stopped from outside; `exitCode` is what a shell expects, 130 for Ctrl-C. */
export class Interrupt extends Error {
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('interrupted');
    this.exitCode = 128 + constants.signals[signal];
  }
}

// Enough for work that notices to remove what is half-written, after a first and after a second signal.
const GRACE_MS = 10_000;
const SECOND_GRACE_MS = 500;

/** A signal that Ctrl-C (or SIGTERM) aborts with an `Interrupt`. Work that does not notice is ended, at once on a second one. */
export function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const interrupt = new Interrupt(signal);
      const grace = controller.signal.aborted ? SECOND_GRACE_MS : GRACE_MS;
      setTimeout(() => process.exit(interrupt.exitCode), grace).unref();
      controller.abort(interrupt);
    });
  }
  return controller.signal;
}
