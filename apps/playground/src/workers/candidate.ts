import { InputError } from '@m2v/core';

/**
 * What a worker has made and its page has not yet said to keep. Cancelled just before the answer comes, the page stays with
 * what it had, and so must the worker.
 */
export interface Candidate<T> {
  /** Holds a value, in place of the one before; the answer names it. */
  offer(value: T): number;
  /** Gives away the value of that name. */
  take(id: number): T;
}

export function createCandidate<T>(): Candidate<T> {
  let held: { id: number; value: T } | undefined;
  let lastId = 0;
  return {
    offer(value) {
      held = { id: ++lastId, value };
      return lastId;
    },
    take(id) {
      if (held?.id !== id) throw new InputError({ what: 'a newer one has taken its place', todo: 'choose it again' });
      const { value } = held;
      held = undefined;
      return value;
    },
  };
}
