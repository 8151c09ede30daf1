import { SourceError } from '@m2v/core';
import { sharedInts } from '@m2v/core/kit';

/** The parts of a training step, and of what stands around it, that threads do side by side, each its share. */
export type Phase = 'mean' | 'forward' | 'backward' | 'update' | 'settle';

const PHASES: readonly Phase[] = ['mean', 'forward', 'backward', 'update', 'settle'];
// Which phase is on, how many were begun, and how many of them the follower has done.
const [PHASE, BEGUN, DONE] = [0, 1, 2];
// In the place of DONE.
const FAILED = -1;
// Phases follow one another within microseconds, in which a thread is better awake.
const LOOKS = 20_000;
const WAIT_MS = 1000;
// Far more than any phase takes: whoever has not answered by then is gone. Counted, not timed, so that a process may be suspended.
const MOST_WAITS = 60;

/** What leader and follower agree by. */
export function createPhaseControl(): Int32Array {
  return sharedInts(3);
}

/** Has the follower begin a phase. */
export function beginPhase(control: Int32Array, phase: Phase): void {
  Atomics.store(control, PHASE, PHASES.indexOf(phase));
  tell(control, BEGUN, Atomics.load(control, BEGUN) + 1);
}

/**
 * Waits until the follower has done its share; blocks the thread.
 * @throws SourceError `worker-failed` where the follower is gone
 */
export function awaitFollower(control: Int32Array): void {
  const begun = Atomics.load(control, BEGUN);
  let done = Atomics.load(control, DONE);
  for (let waits = 0; done !== begun && done !== FAILED; waits++) {
    if (waits === MOST_WAITS) failPhases(control);
    done = change(control, DONE, done);
  }
  if (done !== FAILED) return;
  throw new SourceError('worker-failed', {
    what: 'the second thread of the training stopped',
    todo: 'train with one thread',
  });
}

/** Says that the follower is gone: whoever waits for it learns it at once. */
export function failPhases(control: Int32Array): void {
  tell(control, DONE, FAILED);
}

/** The follower's loop: does its share of each phase, until its thread is ended. */
export function followPhases(control: Int32Array, run: (phase: Phase) => void): never {
  for (let done = 0; ; done++) {
    while (change(control, BEGUN, done) === done);
    try {
      run(PHASES[Atomics.load(control, PHASE)]);
    } catch (error) {
      failPhases(control);
      throw error;
    }
    tell(control, DONE, done + 1);
  }
}

function tell(control: Int32Array, at: number, value: number): void {
  Atomics.store(control, at, value);
  Atomics.notify(control, at);
}

/** The number at a place once it is no longer `value`, or after a second. */
function change(control: Int32Array, at: number, value: number): number {
  for (let look = 0; look < LOOKS; look++) {
    const now = Atomics.load(control, at);
    if (now !== value) return now;
  }
  Atomics.wait(control, at, value, WAIT_MS);
  return Atomics.load(control, at);
}
