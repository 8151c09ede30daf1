// Long enough to cost nothing, short enough for a progress bar, a click or Ctrl-C not to be felt waiting.
const SLICE_MS = 40;

/**
 * A function to await between the steps of a long synchronous loop. It returns at once, save every 40 ms, when it lets
 * the event loop run; it throws the signal's reason once the caller has aborted.
 */
export function createYielder(signal?: AbortSignal): () => Promise<void> {
  signal?.throwIfAborted();
  let sliceEnd = performance.now() + SLICE_MS;
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() < sliceEnd) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  };
}
