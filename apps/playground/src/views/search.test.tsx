import { signal } from '@preact/signals-core';
import { render } from 'preact-render-to-string';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SearchState } from '../state/search.js';
import { createTask, type TaskStatus } from '../state/task.js';
import { SearchView } from './search.js';
import { tableState } from './table-state.fixture.js';

// Estimates are of the time that has passed.
const NOW = 1_000_000;
beforeEach(() => void vi.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => vi.restoreAllMocks());

const task = (status: TaskStatus) => ({ ...createTask(), status: signal(status) });
const nothing = async () => {};
const INFO = {
  name: 'rows.csv',
  rows: 12_345,
  columns: [],
  textColumn: 'text',
  labelColumn: undefined,
  header: undefined,
};

const search = (fields: Partial<SearchState> = {}): SearchState => ({
  query: signal('bread'),
  result: signal(undefined),
  error: signal(undefined),
  threshold: signal(0.9),
  duplicates: signal(undefined),
  deduplicating: createTask(),
  findDuplicates: nothing,
  ...fields,
});

test('empty: files, pasting, and examples of one click', () => {
  const html = render(<SearchView state={search()} table={tableState()} />);
  for (const text of ['Choose a file…', 'Use these texts', 'Headlines']) expect(html).toContain(text);
  expect(html).not.toContain('type="search"');
});

test('running: how far it is, how fast, and how to end it', () => {
  const progress = { stage: 'encode', done: 5000, total: 12_345, unit: 'texts', metrics: { textsPerSecond: 18_234 } };
  const embedding = task({ kind: 'running', stageStartedAt: NOW - 5000, progress });
  const html = render(<SearchView state={search()} table={tableState({ info: signal(INFO), embedding })} />);
  expect(html).toContain('5,000 of 12,345 texts · 18,000 texts a second · 7.3 s left');
  expect(html).toContain('Cancel');
});

test.each([
  [12_345, ' · embedded in 500 ms, 25,000 texts a second'],
  [42, ''],
])('%i rows: the worker’s own rate, where it tells', (rows, rate) => {
  const table = tableState({ info: signal({ ...INFO, rows }), vectorSet: signal(1), embeddedIn: signal(0.5) });
  const html = render(<SearchView state={search()} table={table} />);
  expect(html.replace(/<[^>]+>/g, '')).toContain(`${rows.toLocaleString('en')} rows${rate}`);
  expect(html.includes('texts a second')).toBe(rate !== '');
});

test('failed: why, in the place of the rows', () => {
  const reading = task({ kind: 'failed', message: 'rows.csv, row 3: too few fields' });
  expect(render(<SearchView state={search()} table={tableState({ reading })} />)).toContain(
    'role="alert">rows.csv, row 3: too few fields',
  );
});

test('given up: the rows can be embedded again, and without a model they wait for one', () => {
  const embedding = task({ kind: 'stopped' });
  const view = (isReady: boolean) =>
    render(
      <SearchView
        state={search()}
        table={tableState({ info: signal(INFO), embedding, canReadVocabulary: signal(isReady) })}
      />,
    );
  expect(view(true)).toContain('Embed these rows');
  expect(view(false)).not.toContain('Embed these rows');
});

test('filled: hits with their marks', () => {
  const hits = [{ index: 3, score: 0.512, text: 'Fresh rolls', marks: [{ start: 6, end: 11, share: 0.4 }] }];
  const result = signal({ query: 'bread', hits, milliseconds: 3.2 });
  const html = render(
    <SearchView state={search({ result })} table={tableState({ info: signal(INFO), vectorSet: signal(1) })} />,
  );
  expect(html).toContain('The nearest of 12,345 rows, found in 3 ms');
  expect(html).toMatch(/Fresh <mark[^>]*title="\+0\.40"[^>]*>rolls<\/mark>/);
});
