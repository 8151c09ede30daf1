import type { JSX } from 'preact';
import { formatAbout, formatBytes, formatCount } from '../state/format.js';
import type { ModelState } from '../state/model.js';
import { TaskBar } from './task-bar.js';

/** The model in the header: its name, and behind that what it is and how to take another. */
export function ModelMenu({ state }: { state: ModelState }): JSX.Element {
  const info = state.info.value;
  const status = state.task.status.value;
  return (
    <details class="model">
      <summary aria-label="Model">
        <span>{info === undefined ? 'Model' : (info.name.split('/').at(-1) ?? info.name)}</span>
        <span class="muted small number">
          {info === undefined
            ? status.kind === 'failed'
              ? 'not loaded'
              : 'loading…'
            : `${formatBytes(info.bytes)} · ${info.dim} dims`}
        </span>
      </summary>
      <div class="model-panel card stack">
        {info !== undefined && (
          <dl class="facts small number">
            <dt>Name</dt>
            <dd>{info.name}</dd>
            <dt>Table</dt>
            <dd>
              {formatCount(info.tokens)} tokens × {info.dim} dims, {info.dtype}, {formatBytes(info.bytes)}
            </dd>
            <dt>This machine</dt>
            <dd>{formatAbout(info.textsPerSecond)} texts a second, one thread</dd>
          </dl>
        )}
        <TaskBar task={state.task} what="Loading the model" />
      </div>
    </details>
  );
}
