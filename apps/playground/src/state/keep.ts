/**
 * Word to the worker to keep what the page has taken. Nobody waits for it: calls are answered in order, so what is asked
 * from now on is asked of what is kept. It fails only where the worker is gone, which the next call tells.
 */
export function keep(sent: Promise<void>): void {
  sent.catch(() => {});
}
