import type { JSX } from 'preact';
import { HEADLINES, MESSAGES } from '../examples/tables.js';
import { download } from '../state/download.js';
import { formatCosine, formatCount, formatSeconds } from '../state/format.js';
import type { SearchResult, SearchState } from '../state/search.js';
import type { TableState } from '../state/table.js';
import { MarkedText } from '../widgets/marked-text.js';
import { TablePanel } from '../widgets/table-panel.js';
import { TaskBar } from '../widgets/task-bar.js';

export function SearchView({ state, table }: { state: SearchState; table: TableState }): JSX.Element {
  const ready = table.vectorSet.value > 0;
  return (
    <div class="stack">
      <TablePanel state={table} examples={<Examples state={state} table={table} />} />
      {ready && (
        <>
          <QueryField query={state.query} />
          {state.error.value !== undefined && (
            <p class="error" role="alert">
              {state.error.value}
            </p>
          )}
          <div class="search-body">
            <Hits result={state.result.value} rows={table.info.value?.rows ?? 0} />
            <aside class="stack" aria-label="More">
              <Duplicates state={state} />
              <Save table={table} />
            </aside>
          </div>
        </>
      )}
    </div>
  );
}

/** By itself, so that a keystroke draws this alone; the results are drawn when they come. */
function QueryField({ query }: { query: SearchState['query'] }): JSX.Element {
  return (
    <input
      type="search"
      class="field query"
      aria-label="Search for"
      placeholder="Search by meaning…"
      value={query.value}
      onInput={(event) => {
        query.value = event.currentTarget.value;
      }}
    />
  );
}

function Examples({ state, table }: { state: SearchState; table: TableState }): JSX.Element {
  const begin = (query: string, read: () => Promise<boolean>) => () => {
    state.query.value = query;
    void read();
  };
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={begin('discoveries in astronomy', () => table.readExample(HEADLINES))}
      >
        108 headlines
      </button>
      <button type="button" class="button" onClick={begin('my parcel is late', () => table.readExample(MESSAGES))}>
        42 customers’ messages
      </button>
      <button
        type="button"
        class="button"
        disabled={!table.canReadVocabulary.value}
        onClick={begin('something sweet to eat', table.readVocabulary)}
      >
        The model’s own words
      </button>
    </>
  );
}

function Hits({ result, rows }: { result: SearchResult | undefined; rows: number }): JSX.Element {
  if (result === undefined) return <p class="muted">Type what you look for, in your own words.</p>;
  if (result.hits.length === 0) {
    return <p class="muted">The model knows none of these words: try others.</p>;
  }
  return (
    <section class="stack" aria-label="Results">
      <p class="muted small number" aria-live="polite">
        The nearest of {formatCount(rows)} rows, found in {formatSeconds(result.milliseconds / 1000)}. Marked: what made
        them match.
      </p>
      <ol class="hits">
        {result.hits.map(({ index, score, text, marks }) => (
          <li key={index}>
            <span class="score number" style={{ '--heat': Math.max(0, score).toFixed(3) }}>
              {formatCosine(score)}
            </span>
            <span class="hit-text">
              <MarkedText text={text} marks={marks} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Duplicates({ state }: { state: SearchState }): JSX.Element {
  const found = state.duplicates.value;
  return (
    <section class="card stack">
      <h2>Near-duplicates</h2>
      <div class="row">
        <label class="row small muted">
          from a cosine of
          <input
            type="number"
            class="field compact"
            min={0.5}
            max={1}
            step={0.01}
            value={state.threshold.value}
            onChange={(event) => {
              state.threshold.value = event.currentTarget.valueAsNumber;
            }}
          />
        </label>
        <button type="button" class="button" onClick={() => void state.findDuplicates()}>
          Find
        </button>
      </div>
      <TaskBar task={state.deduplicating} what="Comparing all rows" />
      {found !== undefined && (
        <>
          <p class="muted small number">
            {found.count === 0 ? 'No row repeats another.' : `${formatCount(found.count)} rows repeat an earlier one.`}
          </p>
          <ul class="pairs">
            {found.pairs.map(({ index, score, text, ofText }) => (
              <li key={index}>
                <span class="muted number">{formatCosine(score)}</span> {text} <span class="muted">≈</span> {ofText}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Save({ table }: { table: TableState }): JSX.Element {
  const save = async (format: 'npy' | 'jsonl') => {
    const content = await table.save(format);
    const name = (table.info.value?.name ?? 'rows').replace(/\.\w+$/, '');
    if (content !== undefined) download(content, `${name}.${format}`);
  };
  return (
    <section class="card stack">
      <h2>Save the vectors</h2>
      <div class="row">
        <button type="button" class="button" onClick={() => void save('npy')}>
          npy
        </button>
        <button type="button" class="button" onClick={() => void save('jsonl')}>
          JSONL, rows included
        </button>
      </div>
      <TaskBar task={table.saving} what="Writing" />
    </section>
  );
}
