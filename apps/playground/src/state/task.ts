import type { OnProgress, Progress } from '@m2v/core';
import { type ReadonlySignal, signal } from '@preact/signals-core';

/** Where long work stands. */
export type TaskStatus =
  | { kind: 'idle' }
  | { kind: 'running'; startedAt: number; progress?: Progress }
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
      const isLatest = () => running === controller;
      status.value = { kind: 'running', startedAt };
      try {
        const result = await work({
          signal: controller.signal,
          onProgress(progress) {
            const isEnd = progress.done === progress.total;
            if (!isLatest() || (!isEnd && Date.now() - reportedAt < REPORT_MS)) return;
            reportedAt = Date.now();
            status.value = { kind: 'running', startedAt, progress };
          },
        });
        if (!isLatest() || controller.signal.aborted) return undefined;
        status.value = { kind: 'done', seconds: (Date.now() - startedAt) / 1000 };
        return result;
      } catch (error) {
        if (!isLatest()) return undefined;
        status.value = controller.signal.aborted
          ? { kind: 'stopped' }
          : { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
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
