import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import type { TableState } from '../state/table.js';
import { DropZone, FileButton } from './drop-zone.js';
import { onlyFile } from './dropped-files.js';
import { formatAbout, formatCount, formatSeconds } from './format.js';
import { columnOptions, Select } from './select.js';
import { TaskBar } from './task-bar.js';

/** Where rows come from: a file, pasted text, or `examples`; then which table it is, and its column of texts. */
export function TablePanel({ state, examples }: { state: TableState; examples: ComponentChildren }): JSX.Element {
  const info = state.info.value;
  return (
    <section class="stack" aria-label="Rows">
      {info === undefined ? (
        <TableChooser state={state} examples={examples} />
      ) : (
        <div class="card row">
          <span>
            <b>{info.name}</b>{' '}
            <span class="muted number">
              {formatCount(info.rows)} {info.rows === 1 ? 'row' : 'rows'}
              <Rate state={state} rows={info.rows} />
            </span>
          </span>
          {info.columns.length > 1 && (
            <Select
              label="Texts in"
              options={columnOptions(info.columns)}
              isChosen={(column) => column === state.textColumn.value}
              onChange={state.chooseColumn}
            />
          )}
          {info.header !== undefined && (
            <label class="row small muted">
              <input
                type="checkbox"
                checked={info.header}
                onChange={(event) => void state.readHeader(event.currentTarget.checked)}
              />
              First line holds names
            </label>
          )}
          {canEmbed(state) && (
            <button type="button" class="button" onClick={() => void state.embed()}>
              Embed these rows
            </button>
          )}
          <button type="button" class="to-end button" onClick={state.clear}>
            Other rows…
          </button>
        </div>
      )}
      <TaskBar task={state.reading} what="Reading" />
      <TaskBar task={state.embedding} what="Embedding" />
    </section>
  );
}

/** Rows that were given up, or failed, can be begun again; without a model they wait for one. */
function canEmbed({ vectorSet, embedding, canReadVocabulary }: TableState): boolean {
  return vectorSet.value === 0 && embedding.status.value.kind !== 'running' && canReadVocabulary.value;
}

/** Of few rows a rate says nothing. */
const ROWS_THAT_TELL = 1000;

function Rate({ state, rows }: { state: TableState; rows: number }): string {
  const seconds = state.embeddedIn.value;
  if (state.vectorSet.value === 0 || seconds === undefined || rows < ROWS_THAT_TELL) return '';
  return ` · embedded in ${formatSeconds(seconds)}, ${formatAbout(rows / Math.max(seconds, 0.001))} texts a second`;
}

function TableChooser({ state, examples }: { state: TableState; examples: ComponentChildren }): JSX.Element {
  const pasted = useSignal('');
  return (
    <div class="chooser">
      <DropZone onDrop={(dropped) => void state.read(onlyFile(dropped))}>
        <FileButton
          label="Choose a file…"
          accept=".csv,.tsv,.jsonl,.ndjson,.txt"
          onFile={(file) => void state.read({ file, name: file.name })}
        />
        <p class="muted small">or drop it here: CSV or TSV, JSONL, or a text a line. It stays on this machine.</p>
      </DropZone>
      <div class="stack">
        <div class="row">
          <span class="muted small">Try</span>
          {examples}
        </div>
        <label class="label">
          Or paste texts, one a line
          <textarea
            class="field"
            rows={2}
            value={pasted.value}
            onInput={(event) => {
              pasted.value = event.currentTarget.value;
            }}
          />
        </label>
        <div class="row">
          <button
            type="button"
            class="button"
            disabled={pasted.value.trim() === ''}
            onClick={() => void state.read({ text: pasted.value, name: 'pasted texts' })}
          >
            Use these texts
          </button>
        </div>
      </div>
    </div>
  );
}
