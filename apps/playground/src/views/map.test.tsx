import { computed, signal } from '@preact/signals-core';
import { render } from 'preact-render-to-string';
import { expect, test, vi } from 'vitest';
import type { MapState } from '../state/map.js';
import { createTask } from '../state/task.js';
import { MapView } from './map.js';
import { tableState } from './table-state.fixture.js';

const state = (fields: Partial<MapState> = {}): MapState => ({
  points: signal(undefined),
  projecting: createTask(),
  colorBy: signal({ kind: 'none' }),
  clusterCount: signal(10),
  clustering: createTask(),
  categories: signal(undefined),
  listed: computed(() => ({ count: 3, at: (place: number) => place })),
  selected: signal(undefined),
  hovered: signal(undefined),
  hoveredText: signal(undefined),
  error: signal(undefined),
  texts: signal(new Map([[1, 'the second row']])),
  fetchTexts() {},
  selectCategory() {},
  ...fields,
});
const points = signal(Float32Array.of(0, 0, 1, 1, -1, 1));

test('empty: a click shows the model’s own words', () => {
  expect(render(<MapView state={state()} table={tableState()} />)).toContain('The model’s own words');
});

test('filled: the picture says what it shows, and the list beside it has the same rows', () => {
  const fetchTexts = vi.fn();
  const categories = signal({ labels: Int32Array.of(0, 1, 0), names: ['bread · oven', 'train'] });
  const html = render(<MapView state={state({ points, categories, fetchTexts })} table={tableState()} />);
  expect(html).toMatch(/<canvas[^>]*role="img"[^>]*aria-label="3 rows as points/);
  expect(html).toContain('bread · oven');
  expect(html).toContain('the second row');
  expect(fetchTexts).toHaveBeenCalledWith(0, 3);
});

test('a region that is chosen is counted', () => {
  const html = render(<MapView state={state({ points, selected: signal([0, 2]) })} table={tableState()} />);
  expect(html).toContain('3 chosen rows');
  expect(html).toContain('All rows again');
});

test('where code may not be made of text, the view says why nothing is drawn', () => {
  vi.stubGlobal('Function', () => {
    throw new EvalError('refused');
  });
  try {
    expect(render(<MapView state={state({ points })} table={tableState()} />)).toMatch(/content security policy/);
  } finally {
    vi.unstubAllGlobals();
  }
});
