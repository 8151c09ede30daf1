import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { formatAbout, formatBytes, formatCount } from '../state/format.js';
import type { ModelState } from '../state/model.js';
import type { PageFiles } from '../workers/file-storage.js';
import type { PageModel } from '../workers/model-source.js';
import { DropZone, FileButton, FolderButton } from './drop-zone.js';
import { TaskBar } from './task-bar.js';

/** The model in the header: its name, and behind that what it is and how to take another. */
export function ModelMenu({ state }: { state: ModelState }): JSX.Element {
  const info = state.info.value;
  const status = state.loading.status.value;
  return (
    <details
      class="model"
      onKeyDown={({ key, currentTarget }) => {
        if (key !== 'Escape') return;
        currentTarget.open = false;
        currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>
        <span class="visually-hidden">Model:</span>
        <span>{info === undefined ? 'Model' : (info.name.split('/').at(-1) ?? info.name)}</span>
        <span class="muted small number">
          {info === undefined
            ? status.kind === 'failed'
              ? 'not loaded'
              : 'loading…'
            : `${formatBytes(info.bytes)} · ${info.dim} dims`}
          {info !== undefined && <span class="wide-only"> · {formatAbout(info.textsPerSecond)} texts a second</span>}
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
        <TaskBar task={state.loading} what="Loading the model" />
        <ModelChooser state={state} />
      </div>
    </details>
  );
}

function ModelChooser({ state }: { state: ModelState }): JSX.Element {
  const hubId = useSignal('');
  const choose = (source: PageModel) => void state.choose(source);
  return (
    <DropZone class="tight-drop" onDrop={({ name, files }) => choose(droppedModel(name, files))}>
      <div class="row">
        <FolderButton label="Folder…" onFolder={(folder) => choose({ kind: 'files', ...folder })} />
        <FileButton label="Zip…" accept=".zip" onFile={(file) => choose({ kind: 'zip', name: file.name, file })} />
        <button type="button" class="button" onClick={() => choose({ kind: 'embedded' })}>
          Embedded
        </button>
      </div>
      <form
        class="row hub"
        onSubmit={(event) => {
          event.preventDefault();
          choose({ kind: 'hub', id: hubId.value.trim() });
        }}
      >
        <input
          class="field"
          aria-label="Hub id of a model"
          placeholder="minishlab/potion-base-8M"
          pattern="\s*[\w.\-]+/[\w.\-]+\s*"
          title="owner/name"
          required
          value={hubId.value}
          onInput={(event) => {
            hubId.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button">
          Load
        </button>
      </form>
      <p class="muted small">
        A model’s folder or zip can be dropped here. Only a hub id asks another server, the hub’s.
      </p>
    </DropZone>
  );
}

function droppedModel(name: string, files: PageFiles): PageModel {
  const [[path, file], ...others] = Object.entries(files);
  return others.length === 0 && path.endsWith('.zip')
    ? { kind: 'zip', name: path, file }
    : { kind: 'files', name, files };
}
