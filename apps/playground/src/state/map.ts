import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { Categories } from '../workers/map.js';
import type { EngineCalls } from './engine-calls.js';
import { latest } from './latest.js';
import type { TableState } from './table.js';
import { createTask, type Task } from './task.js';

/** What the points are coloured by: nothing, k-means clusters, or a column. */
export type ColorBy = { kind: 'none' } | { kind: 'clusters' } | { kind: 'column'; column: string };

export interface MapState {
  /** x and y of each row, from -1 to 1. */
  points: ReadonlySignal<Float32Array | undefined>;
  projecting: Task;
  colorBy: Signal<ColorBy>;
  clusters: Signal<number>;
  clustering: Task;
  categories: ReadonlySignal<Categories | undefined>;
  /** The rows in the list: those of the selected region, else all. */
  listed: ReadonlySignal<{ count: number; at(place: number): number }>;
  selected: Signal<readonly number[] | undefined>;
  /** The row under the pointer, or under the focus in the list. */
  pointed: Signal<number | undefined>;
  pointedText: ReadonlySignal<string | undefined>;
  /** Texts of rows that were in sight, by row. */
  texts: ReadonlySignal<ReadonlyMap<number, string>>;
  /** Fetches the texts of places `first` up to `end` of the list. */
  show(first: number, end: number): void;
  selectCategory(category: number): void;
}

export function createMapState(engine: EngineCalls, table: TableState, isShown: ReadonlySignal<boolean>): MapState {
  const selected = signal<readonly number[] | undefined>(undefined);
  const points = signal<Float32Array | undefined>(undefined);
  const state = {
    points,
    projecting: createTask(),
    colorBy: signal<ColorBy>({ kind: 'none' }),
    clusters: signal(10),
    clustering: createTask(),
    categories: signal<Categories | undefined>(undefined),
    selected,
    listed: computed(() => {
      const { value: rows } = selected;
      if (rows !== undefined) return { count: rows.length, at: (place: number) => rows[place] };
      return { count: (points.value?.length ?? 0) / 2, at: (place: number) => place };
    }),
    pointed: signal<number | undefined>(undefined),
    pointedText: signal<string | undefined>(undefined),
    texts: signal<ReadonlyMap<number, string>>(new Map()),
  };

  let drawnSet = 0;
  async function draw(set: number): Promise<void> {
    drawnSet = set;
    state.points.value = undefined;
    state.categories.value = undefined;
    state.selected.value = undefined;
    state.pointed.value = undefined;
    state.texts.value = new Map();
    if (set === 0) return;
    const found = await state.projecting.run((context) => engine.call('project', null, context));
    if (found === undefined) return;
    state.points.value = found;
    const column = table.info.peek()?.labelColumn;
    state.colorBy.value = column === undefined ? { kind: 'clusters' } : { kind: 'column', column };
  }
  effect(() => {
    const { value: set } = table.embedded;
    // Nothing is computed for a view that nobody looks at.
    if (isShown.value && set !== drawnSet) void draw(set);
  });

  effect(() => {
    const { value: by } = state.colorBy;
    const { value: k } = state.clusters;
    if (state.points.value === undefined) return;
    state.categories.value = undefined;
    state.clustering.reset();
    if (by.kind === 'none') return;
    void state.clustering
      .run((context) =>
        by.kind === 'clusters'
          ? engine.call('cluster', { k }, context)
          : engine.call('categories', { column: by.column }, context),
      )
      .then((found) => {
        if (found !== undefined) state.categories.value = found;
      });
  });

  const fetchTexts = latest(
    (indices: number[], signal) => engine.call('textsAt', { indices }, { signal }),
    (texts, indices) => {
      state.texts.value = new Map([...state.texts.value, ...indices.map((index, i) => [index, texts[i]] as const)]);
    },
    () => {},
  );
  const fetchPointed = latest(
    (index: number, signal) => engine.call('textsAt', { indices: [index] }, { signal }),
    ([text], index) => {
      if (state.pointed.value === index) state.pointedText.value = text;
    },
    () => {},
  );
  effect(() => {
    const { value: index } = state.pointed;
    state.pointedText.value = undefined;
    if (index !== undefined) void fetchPointed(index);
  });

  return {
    ...state,
    show(first, end) {
      const { at } = state.listed.peek();
      const missing = Array.from({ length: end - first }, (_, i) => at(first + i)).filter(
        (index) => !state.texts.peek().has(index),
      );
      if (missing.length > 0) void fetchTexts(missing);
    },
    selectCategory(category) {
      const labels = state.categories.value?.labels ?? new Int32Array();
      state.selected.value = Array.from(labels.keys()).filter((index) => labels[index] === category);
    },
  };
}
