import { workerPort } from '#platform';
import { errorToRecord, InputError } from '../errors.js';
import type { Progress } from '../progress.js';
import type { AnswerMessage, CallMessage } from './messages.js';
import { Transferred } from './transferred.js';
import type { WorkerPort } from './worker-link.js';

/** What a function in a worker is given besides its input. */
export interface CallContext {
  /** Aborted when the caller no longer wants the answer. */
  signal: AbortSignal;
  /** Reaches the caller's `onProgress`. */
  onProgress(progress: Progress): void;
}

/** A function that a worker offers: one input, one answer, both of which can be cloned. */
export type WorkerFunction = (input: never, context: CallContext) => unknown;

/** The functions of a worker by name; `Api` is the type that `callWorker` takes on the other side. */
export type WorkerApi<Api> = { [Name in keyof Api]: WorkerFunction };

/** Answers the calls that reach this worker, each as soon as its function does; calls may overlap. */
export function serveWorker<Api extends WorkerApi<Api>>(api: Api, port: WorkerPort = workerPort()): void {
  const functions = new Map<string, WorkerFunction>(Object.entries(api));
  const running = new Map<number, AbortController>();
  const answer = (message: AnswerMessage, buffers?: ArrayBuffer[]) => port.post(message, buffers);

  const run = async (id: number, name: string, input: unknown) => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const work = functions.get(name);
      if (work === undefined) throw new InputError({ what: 'the worker has no such function', value: name });
      const context = {
        signal: controller.signal,
        onProgress: (progress: Progress) => answer({ kind: 'progress', id, progress }),
      };
      // The caller's types vouch for the input: both sides are typed by the same `Api`.
      const result = await work(input as never, context);
      if (result instanceof Transferred) answer({ kind: 'value', id, value: result.value }, result.buffers);
      else answer({ kind: 'value', id, value: result });
    } catch (error) {
      answer({ kind: 'error', id, error: errorToRecord(error) });
    } finally {
      running.delete(id);
    }
  };

  port.onMessage((data) => {
    const message = data as CallMessage;
    if (message.kind === 'abort') running.get(message.id)?.abort();
    else void run(message.id, message.name, message.input);
  });
}
