import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ModelState } from '../state/model.js';
import type { PageFiles } from '../workers/file-storage.js';
import type { PageModel } from '../workers/model-source.js';
import { FileButton } from './drop-zone.js';
import { formatAbout, formatBytes, formatCount } from './format.js';
import { SourceChooser } from './source-chooser.js';
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
    <SourceChooser
      what="model"
      example="minishlab/potion-base-8M"
      hubId={hubId}
      hint="A static model with a WordPiece tokenizer, as a folder or a zip, which can be dropped here. A sentence transformer becomes one in Distil. Only a hub id asks another server, the hub’s."
      onFolder={(folder) => choose({ kind: 'files', ...folder })}
      onDrop={({ name, files }) => choose(droppedModel(name, files))}
      onEmbedded={() => choose({ kind: 'embedded' })}
      onHub={(id) => choose({ kind: 'hub', id })}
    >
      <FileButton label="Zip…" accept=".zip" onFile={(file) => choose({ kind: 'zip', name: file.name, file })} />
    </SourceChooser>
  );
}

function droppedModel(name: string, files: PageFiles): PageModel {
  const [[path, file], ...others] = Object.entries(files);
  return others.length === 0 && /\.zip$/i.test(path)
    ? { kind: 'zip', name: path, file }
    : { kind: 'files', name, files };
}
