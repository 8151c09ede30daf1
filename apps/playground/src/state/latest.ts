/**
 * Of overlapping calls the newest counts: an older one is aborted, and its late answer dropped. `settle` is told of the
 * newest one's answer, `fail` of its error.
 */
export function latest<Input, Answer>(
  work: (input: Input, signal: AbortSignal) => Promise<Answer>,
  settle: (answer: Answer, input: Input) => void,
  fail: (message: string) => void,
): (input: Input) => Promise<void> {
  let running: AbortController | undefined;
  return async (input) => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    try {
      const answer = await work(input, controller.signal);
      if (running === controller) settle(answer, input);
    } catch (error) {
      if (running === controller) fail(error instanceof Error ? error.message : String(error));
    }
  };
}
