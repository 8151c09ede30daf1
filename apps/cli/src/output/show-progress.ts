import type { OnProgress, Progress } from '@m2v/core';
import { SingleBar } from 'cli-progress';
import { formatSize } from './format-size.js';

/**
 * Runs work with a progress bar on stderr while it lasts, one stage after the other; without one where stderr is no
 * terminal, or where `quiet` says that the terminal is needed for results.
 * @param figures the metrics to show beside the count
 */
export async function showProgress<T>(
  work: (onProgress: OnProgress | undefined) => T | Promise<T>,
  { quiet = false, figures = [] }: { quiet?: boolean; figures?: readonly string[] } = {},
): Promise<T> {
  if (quiet || !process.stderr.isTTY) return work(undefined);
  let stage: string | undefined;
  let first: { done: number; at: number } = { done: 0, at: 0 };
  let bar: SingleBar | undefined;
  try {
    return await work((progress) => {
      if (progress.stage !== stage) {
        bar?.stop();
        stage = progress.stage;
        first = { done: progress.done, at: performance.now() };
        bar = startBar(progress.total);
      }
      if (progress.total !== undefined) bar?.setTotal(progress.total);
      const shown = figures.flatMap((name) => {
        const value = progress.metrics?.[name];
        return value === undefined ? [] : [`${name} ${value.toFixed(3)}`];
      });
      const left = timeLeft(progress, first);
      bar?.update(progress.done, { stage, count: [count(progress), ...shown, ...left].join(', ') });
    });
  } finally {
    bar?.stop();
  }
}

// Before that, what is left is anybody's guess.
const SOONEST_ESTIMATE_MS = 3000;

/** How long the stage is going to take at its speed since its first report, where that is worth saying. */
function timeLeft({ done, total }: Progress, first: { done: number; at: number }): string[] {
  const elapsed = performance.now() - first.at;
  if (total === undefined || done <= first.done || elapsed < SOONEST_ESTIMATE_MS) return [];
  const seconds = Math.round(((elapsed / (done - first.done)) * (total - done)) / 1000);
  const minutes = Math.floor(seconds / 60);
  return [`${minutes > 0 ? `${minutes} min ` : ''}${seconds % 60} s left`];
}

function startBar(total: number | undefined): SingleBar {
  const bar = new SingleBar({
    format: total === undefined ? '{stage} {count}' : '{stage} [{bar}] {percentage}% {count}',
    barsize: 30,
    clearOnComplete: true,
    // Ctrl-C is handled in one place, `abortOnInterrupt`.
    gracefulExit: false,
  });
  bar.start(total ?? 0, 0, { stage: '', count: '' });
  return bar;
}

function count({ done, total, unit }: { done: number; total?: number; unit: string }): string {
  const show = (value: number): string => (unit === 'bytes' ? formatSize(value) : value.toLocaleString('en-US'));
  const suffix = unit === 'bytes' ? '' : ` ${unit}`;
  return total === undefined ? `${show(done)}${suffix}` : `${show(done)} of ${show(total)}${suffix}`;
}
