import { messageOf } from './message-of.js';

/** A call whose newest answer counts. */
export interface Latest<Input> {
  (input: Input): Promise<void>;
  /** Lets go of the call that runs: nothing is asked any more. */
  cancel(): void;
}

/**
 * Of overlapping calls the newest counts: an older one is aborted, and its late answer dropped. `settle` is told of the
 * newest one's answer, `fail` of its error.
 */
export function latest<Input, Answer>(
  work: (input: Input, signal: AbortSignal) => Promise<Answer>,
  settle: (answer: Answer, input: Input) => void,
  fail: (message: string) => void,
): Latest<Input> {
  let running: AbortController | undefined;
  const call = async (input: Input): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    try {
      const answer = await work(input, controller.signal);
      if (running === controller) settle(answer, input);
    } catch (error) {
      if (running === controller) fail(messageOf(error));
    }
  };
  return Object.assign(call, {
    cancel() {
      running?.abort();
      running = undefined;
    },
  });
}
