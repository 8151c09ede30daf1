import type { CalledWorker, CallOptions, WorkerApi } from '@m2v/core/kit';
import { Transferred } from '@m2v/core/kit';

/** A worker's functions called where they are, for tests: as `callWorker` calls them, without a worker. */
export function directCalls<Api extends WorkerApi<Api>>(api: Api): Pick<CalledWorker<Api>, 'call'> {
  return {
    async call(name, input, { signal, onProgress }: CallOptions = {}) {
      const context = { signal: signal ?? new AbortController().signal, onProgress: onProgress ?? (() => {}) };
      const answer: unknown = await api[name](input as never, context);
      signal?.throwIfAborted();
      // The answer has the type that `Api` gives it.
      return (answer instanceof Transferred ? answer.value : answer) as never;
    },
  };
}
