import { readFileSync } from 'node:fs';
import { signal } from '@preact/signals-core';
import { render } from 'preact-render-to-string';
import { expect, test, vi } from 'vitest';
import { directCalls } from '../state/direct-calls.fixture.js';
import { eventually } from '../state/eventually.fixture.js';
import { createMapState } from '../state/map.js';
import { createModelState } from '../state/model.js';
import { createTableState } from '../state/table.js';
import { createTask, type TaskStatus } from '../state/task.js';
import { createEngine } from '../workers/engine.js';
import { MapView } from './map.js';

const HEADLINES = readFileSync(new URL('../examples/headlines.csv', import.meta.url));

function start() {
  const engine = directCalls(createEngine());
  const model = createModelState(engine);
  const table = createTableState(engine, model);
  return { model, table, state: createMapState(engine, table, signal(true)) };
}

/** The headlines, drawn and coloured. */
async function filled() {
  const { model, table, state } = start();
  await model.choose({ kind: 'embedded' });
  await table.read({ file: new Blob([HEADLINES]), name: 'headlines.csv' });
  await eventually(() => expect(state.categories.value).toBeDefined());
  return { table, state };
}

const task = (status: TaskStatus) => ({ ...createTask(), status: signal(status) });

test('empty: a click shows the model’s own words', () => {
  expect(render(<MapView {...start()} />)).toContain('The model’s own words');
});

test('running: how far the directions are found, and how to give them up', () => {
  const { table, state } = start();
  const progress = { stage: 'pca', done: 50, total: 108, unit: 'rows' };
  const projecting = task({ kind: 'running', stageStartedAt: Date.now(), progress });
  const html = render(<MapView state={{ ...state, projecting }} table={table} />);
  expect(html).toMatch(/Finding the two main directions<[^>]+> ?50 of 108 rows/);
  expect(html).toContain('Cancel');
});

test('given up: how to draw it after all', () => {
  const { table, state } = start();
  expect(render(<MapView state={state} table={table} />)).not.toContain('Draw the map');
  const html = render(<MapView state={{ ...state, projecting: task({ kind: 'stopped' }) }} table={table} />);
  expect(html).toContain('Draw the map');
});

test('failed: why', async () => {
  const { table, state } = await filled();
  const clustering = task({ kind: 'failed', message: 'the worker stopped' });
  const html = render(<MapView state={{ ...state, clustering, error: signal('no such row') }} table={table} />);
  expect(html).toContain('role="alert">the worker stopped');
  expect(html).toContain('role="alert">no such row');
});

test('filled: the picture says what it shows, and the list beside it has the same rows', async () => {
  const { table, state } = await filled();
  state.fetchTexts(0, 3);
  await eventually(() => expect(state.texts.value.size).toBe(3));
  const html = render(<MapView state={state} table={table} />);
  expect(html).toMatch(/<canvas[^>]*role="img"[^>]*aria-label="108 rows as points/);
  expect(html).toMatch(/travel<\/span><span class="muted number">18</);
  expect(html).toContain('108 rows</h2>');
  expect(html).toContain(String(state.texts.value.get(2)));
});

test('a group that is chosen is counted, and one row is one row', async () => {
  const { table, state } = await filled();
  state.selectCategory(0);
  expect(render(<MapView state={state} table={table} />)).toContain('18 chosen rows');
  state.selected.value = [5];
  const html = render(<MapView state={state} table={table} />);
  expect(html).toContain('1 chosen row<');
  expect(html).toContain('All rows again');
});

test('where code may not be made of text, the view says why nothing is drawn', () => {
  vi.stubGlobal('Function', () => {
    throw new EvalError('refused');
  });
  try {
    expect(render(<MapView {...start()} />)).toMatch(/content security policy/);
  } finally {
    vi.unstubAllGlobals();
  }
});
