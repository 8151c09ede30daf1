import type { OnWarning } from '@m2v/core';

// A long vocabulary file may give a warning an entry: enough to see what they are about.
const MAX_SHOWN = 5;

const counts = new Map<string, number>();

/** Says a warning on stderr, one line; of many of one kind the first ones, and at the end how many more there were. */
export const onWarning: OnWarning = ({ code, message }) => {
  if (counts.size === 0) process.on('exit', sayHowManyMore);
  const count = (counts.get(code) ?? 0) + 1;
  counts.set(code, count);
  // A progress bar may stand on the line; it is drawn anew below.
  const clear = process.stderr.isTTY ? '\r\u001b[K' : '';
  if (count <= MAX_SHOWN) process.stderr.write(`${clear}m2v: warning: ${message}\n`);
};

function sayHowManyMore(): void {
  for (const [code, count] of counts) {
    if (count > MAX_SHOWN) process.stderr.write(`m2v: warning: ${count - MAX_SHOWN} more of the kind ${code}\n`);
  }
}
