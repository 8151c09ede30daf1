import type { JSX } from 'preact';
import { CUSTOMERS, HEADLINES } from '../examples/tables.js';
import type { SearchResult, SearchState } from '../state/search.js';
import type { TableState } from '../state/table.js';
import { DownloadButton } from '../widgets/download-button.js';
import { formatCosine, formatCount, formatSeconds } from '../widgets/format.js';
import { MarkedText } from '../widgets/marked-text.js';
import { NumberField } from '../widgets/number-field.js';
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
        Headlines
      </button>
      <button type="button" class="button" onClick={begin('my parcel is late', () => table.readExample(CUSTOMERS))}>
        Customers’ messages
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
        The nearest of {formatCount(rows)} {rows === 1 ? 'row' : 'rows'}, found in{' '}
        {formatSeconds(result.milliseconds / 1000)}. Marked: what made them match.
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets. */}
      <ol class="hits" role="list">
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
        <NumberField label="from a cosine of" of={state.threshold} min={0.5} max={1} step={0.01} />
        <button type="button" class="button" onClick={() => void state.findDuplicates()}>
          Find
        </button>
      </div>
      <TaskBar task={state.deduplicating} what="Comparing all rows" />
      {found !== undefined && (
        <>
          <p class="muted small number">{repeatsText(found.count)}</p>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets. */}
          <ul class="pairs" role="list">
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

function repeatsText(count: number): string {
  if (count === 0) return 'No row repeats another.';
  return count === 1 ? '1 row repeats an earlier one.' : `${formatCount(count)} rows repeat an earlier one.`;
}

function Save({ table }: { table: TableState }): JSX.Element {
  const name = (table.info.value?.name ?? 'rows').replace(/\.\w+$/, '');
  return (
    <section class="card stack">
      <h2>Save the vectors</h2>
      <div class="row">
        <DownloadButton label="npy" fileName={`${name}.npy`} make={() => table.save('npy')} />
        <DownloadButton label="JSONL, rows included" fileName={`${name}.jsonl`} make={() => table.save('jsonl')} />
      </div>
      <TaskBar task={table.saving} what="Writing" />
    </section>
  );
}
