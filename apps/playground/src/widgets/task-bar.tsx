import type { Progress } from '@m2v/core';
import type { JSX } from 'preact';
import type { Task } from '../state/task.js';
import { formatAbout, formatBytes, formatCount, formatSeconds } from './format.js';

const UNITS: Record<string, (value: number) => string> = { bytes: formatBytes };

/** Work that runs: what it does, how far it is, how long it may still take, and how to end it; or why it failed. */
export function TaskBar(props: {
  task: Task;
  what: string;
  /** How to end it, where that is more than giving it up. */
  end?: { name: string; run: () => void };
}): JSX.Element | null {
  const { task, what, end = { name: 'Cancel', run: task.cancel } } = props;
  const status = task.status.value;
  if (status.kind === 'failed') {
    return (
      <p class="error" role="alert">
        {status.message}
      </p>
    );
  }
  if (status.kind === 'stopped') return <p class="muted small">Stopped: {what.toLowerCase()}</p>;
  if (status.kind !== 'running') return null;
  const { progress, stageStartedAt } = status;
  return (
    <div class="task" role="status">
      <span class="what small">
        {what}
        {progress === undefined ? (
          '…'
        ) : (
          <span class="muted number"> {progressText(progress, Date.now() - stageStartedAt)}</span>
        )}
      </span>
      <progress
        aria-label={what}
        {...(progress?.total === undefined ? {} : { value: progress.done, max: Math.max(progress.total, 1) })}
      />
      <button type="button" class="button" onClick={end.run}>
        {end.name}
      </button>
    </div>
  );
}

/** `12,000 of 100,000 texts · 18,000 a second · 5 s left` */
function progressText({ stage, done, total, unit, metrics }: Progress, elapsedMs: number): string {
  const format = UNITS[unit] ?? formatCount;
  const name = unit === 'bytes' ? '' : ` ${unit}`;
  const parts = [total === undefined ? `${format(done)}${name}` : `${format(done)} of ${format(total)}${name}`];
  if (metrics?.textsPerSecond !== undefined) parts.push(`${formatAbout(metrics.textsPerSecond)} texts a second`);
  // Too early an estimate is a wrong one.
  if (total !== undefined && done > total / 50 && elapsedMs > 1500 && done < total) {
    parts.push(`${formatSeconds(((elapsedMs / 1000) * (total - done)) / done)} left`);
  }
  return `${stage === 'download' ? 'downloading ' : ''}${parts.join(' · ')}`;
}
