/** A call that waits until none has come for a while; only the last one is made. */
export interface Debounced<Input> {
  (input: Input): void;
  /** Makes the call that waits, if there is one, at once. */
  flush(): void;
}

export function debounced<Input>(work: (input: Input) => void, milliseconds: number): Debounced<Input> {
  let waiting: { timer: ReturnType<typeof setTimeout>; run: () => void } | undefined;
  const flush = () => {
    if (waiting === undefined) return;
    const { timer, run } = waiting;
    clearTimeout(timer);
    waiting = undefined;
    run();
  };
  const call = (input: Input) => {
    clearTimeout(waiting?.timer);
    waiting = { timer: setTimeout(flush, milliseconds), run: () => work(input) };
  };
  return Object.assign(call, { flush });
}
