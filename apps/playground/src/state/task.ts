import type { OnProgress, Progress } from '@m2v/core';
import { type ReadonlySignal, signal } from '@preact/signals-core';
import { messageOf } from './message-of.js';

/** Where long work stands. */
export type TaskStatus =
  | { kind: 'idle' }
  /** `stageStartedAt`: when the stage at hand began, by which its end is estimated. */
  | { kind: 'running'; stageStartedAt: number; progress?: Progress }
  | { kind: 'done'; seconds: number }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string };

export interface TaskContext {
  signal: AbortSignal;
  onProgress: OnProgress;
}

/** Work that is run one at a time: it can be watched, and cancelled. */
export interface Task {
  readonly status: ReadonlySignal<TaskStatus>;
  /** Runs the work, cancelling what runs; undefined where it failed, was cancelled, or was overtaken. */
  run<T>(work: (context: TaskContext) => Promise<T>): Promise<T | undefined>;
  cancel(): void;
  /** Forgets how the last run ended. */
  reset(): void;
}

// Reports come faster than anyone reads them, and each draws the view anew.
const REPORT_MS = 80;

export function createTask(): Task {
  const status = signal<TaskStatus>({ kind: 'idle' });
  let running: AbortController | undefined;

  return {
    status,
    async run(work) {
      running?.abort();
      const controller = new AbortController();
      running = controller;
      const startedAt = Date.now();
      let reportedAt = 0;
      let stage: string | undefined;
      let stageStartedAt = startedAt;
      const isLatest = () => running === controller;
      status.value = { kind: 'running', stageStartedAt };
      try {
        const result = await work({
          signal: controller.signal,
          onProgress(progress) {
            if (stage !== undefined && progress.stage !== stage) stageStartedAt = Date.now();
            stage = progress.stage;
            const isEnd = progress.done === progress.total;
            if (!isLatest() || (!isEnd && Date.now() - reportedAt < REPORT_MS)) return;
            reportedAt = Date.now();
            status.value = { kind: 'running', stageStartedAt, progress };
          },
        });
        if (!isLatest()) return undefined;
        // Work may end before it hears that it was cancelled.
        if (controller.signal.aborted) {
          status.value = { kind: 'stopped' };
          return undefined;
        }
        status.value = { kind: 'done', seconds: (Date.now() - startedAt) / 1000 };
        return result;
      } catch (error) {
        if (!isLatest()) return undefined;
        status.value = controller.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', message: messageOf(error) };
        return undefined;
      }
    },
    cancel() {
      running?.abort();
    },
    reset() {
      running?.abort();
      running = undefined;
      status.value = { kind: 'idle' };
    },
  };
}
