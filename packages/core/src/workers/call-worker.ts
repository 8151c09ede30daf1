import { errorFromRecord, InputError, SourceError } from '../errors.js';
import type { OnProgress, Progress } from '../progress.js';
import type { AnswerMessage, CallMessage } from './messages.js';
import type { CallContext, WorkerApi } from './serve-worker.js';
import type { Transferred } from './transferred.js';
import type { WorkerLink } from './worker-link.js';

export interface CallOptions {
  /** Rejects the call with the signal's reason at once; the worker is told, and its late answer dropped. */
  signal?: AbortSignal;
  /** What the function in the worker reports. */
  onProgress?: OnProgress;
  /** Buffers within the input that change hands instead of being copied: the caller's own are empty afterwards. */
  transfer?: ArrayBuffer[];
}

/** The input of a worker's function. */
export type CallInput<Work> = Work extends (input: infer Input, context: CallContext) => unknown ? Input : never;

/** The answer of a worker's function, as its caller gets it. */
export type CallAnswer<Work> = Work extends (...args: never[]) => infer Result
  ? Awaited<Result> extends Transferred<infer Value>
    ? Value
    : Awaited<Result>
  : never;

/** A worker whose functions can be called. */
export interface CalledWorker<Api> {
  /**
   * Calls a function of the worker.
   * @throws what the function threw, `code` and brand included; SourceError `worker-failed` where the worker is gone.
   */
  call<Name extends keyof Api & string>(
    name: Name,
    input: CallInput<Api[Name]>,
    options?: CallOptions,
  ): Promise<CallAnswer<Api[Name]>>;
  /** Number of calls not yet answered. */
  readonly pending: number;
  /** Stops the worker; calls not yet answered are rejected with SourceError `worker-failed`. */
  terminate(): Promise<void>;
}

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onProgress: OnProgress | undefined;
}

/** Typed calls to the worker at the other end of a link, which serves `Api` by `serveWorker`. */
export function callWorker<Api extends WorkerApi<Api>>(link: WorkerLink): CalledWorker<Api> {
  const calls = new Map<number, PendingCall>();
  let lastId = 0;
  let gone: SourceError | undefined;

  const settle = (id: number) => {
    calls.delete(id);
    if (calls.size === 0) link.keepAlive(false);
  };
  const giveUp = (id: number, reason: unknown) => {
    const call = calls.get(id);
    settle(id);
    link.post({ kind: 'abort', id } satisfies CallMessage);
    call?.reject(reason);
  };
  const report = (id: number, call: PendingCall, progress: Progress) => {
    try {
      call.onProgress?.(progress);
    } catch (error) {
      // Thrown by the caller's own function: it belongs to the caller's await, not to the event loop.
      giveUp(id, error);
    }
  };
  const failAll = (error: SourceError) => {
    gone ??= error;
    for (const [id, call] of calls) {
      settle(id);
      call.reject(gone);
    }
  };

  link.onMessage((data) => {
    const answer = data as AnswerMessage;
    const call = calls.get(answer.id);
    if (call === undefined) return;
    if (answer.kind === 'progress') return report(answer.id, call, answer.progress);
    settle(answer.id);
    if (answer.kind === 'value') call.resolve(answer.value);
    else call.reject(errorFromRecord(answer.error));
  });
  link.onFailure((cause) => {
    failAll(new SourceError('worker-failed', { what: `a worker stopped: ${reasonOf(cause)}`, cause }));
  });

  const send = (id: number, message: CallMessage, transfer?: ArrayBuffer[]) => {
    try {
      link.post(message, transfer);
    } catch (cause) {
      settle(id);
      throw new InputError({ what: `the input cannot be sent to a worker: ${reasonOf(cause)}`, cause });
    }
  };

  return {
    get pending() {
      return calls.size;
    },
    async call(name, input, { signal, onProgress, transfer } = {}) {
      signal?.throwIfAborted();
      if (gone !== undefined) throw gone;
      const id = ++lastId;
      const onAbort = () => giveUp(id, signal?.reason);
      try {
        return await new Promise((resolve: (value: never) => void, reject) => {
          // The answer has the type that `Api` gives it: both sides are typed by the same `Api`.
          calls.set(id, { resolve: (value) => resolve(value as never), reject, onProgress });
          link.keepAlive(true);
          send(id, { kind: 'call', id, name, input }, transfer);
          signal?.addEventListener('abort', onAbort);
        });
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    async terminate() {
      failAll(new SourceError('worker-failed', { what: 'the worker was stopped before it answered' }));
      await link.terminate();
    },
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
