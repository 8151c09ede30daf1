import { SourceError } from '@m2v/core';
import { sharedInts } from './shared-arrays.js';

/** The parts of a training step, and of what stands around it, that threads do side by side, each its share. */
export type Phase = 'mean' | 'forward' | 'backward' | 'update' | 'settle';

const PHASES: readonly Phase[] = ['mean', 'forward', 'backward', 'update', 'settle'];
const END = PHASES.length;
const FAILED = -1;
// Which phase is on, how many were begun, and how many of them the follower has done.
const [PHASE, BEGUN, DONE] = [0, 1, 2];
// Phases follow one another within microseconds, in which a thread is better awake.
const LOOKS = 20_000;
// Far longer than any phase takes: whoever has not answered by then is gone.
const PATIENCE_MS = 60_000;

/** What leader and follower agree by. */
export function createPhaseControl(): Int32Array {
  return sharedInts(3);
}

/** Has the follower begin a phase. */
export function beginPhase(control: Int32Array, phase: Phase): void {
  begin(control, PHASES.indexOf(phase));
}

/** Has the follower leave. */
export function endPhases(control: Int32Array): void {
  begin(control, END);
}

/** Waits until the follower has done its share; blocks the thread. */
export function awaitFollower(control: Int32Array): void {
  const begun = Atomics.load(control, BEGUN);
  const started = performance.now();
  for (let done = Atomics.load(control, DONE); done !== begun; done = change(control, DONE, done)) {
    if (done === FAILED || performance.now() - started > PATIENCE_MS) {
      throw new SourceError('worker-failed', {
        what: 'the second thread of the training stopped',
        todo: 'try again with one thread',
      });
    }
  }
}

/** The follower's loop: does its share of each phase until it may leave. */
export function followPhases(control: Int32Array, run: (phase: Phase) => void): void {
  for (let done = 0; ; done++) {
    while (change(control, BEGUN, done) === done);
    const phase = PHASES[Atomics.load(control, PHASE)];
    if (phase === undefined) return;
    try {
      run(phase);
    } catch (error) {
      tell(control, DONE, FAILED);
      throw error;
    }
    tell(control, DONE, done + 1);
  }
}

function begin(control: Int32Array, phase: number): void {
  Atomics.store(control, PHASE, phase);
  tell(control, BEGUN, Atomics.load(control, BEGUN) + 1);
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
  Atomics.wait(control, at, value, 1000);
  return Atomics.load(control, at);
}
