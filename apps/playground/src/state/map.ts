import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals-core';
import type { Categories } from '../workers/map.js';
import type { TableInfo } from '../workers/table-info.js';
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
  /** Finds the points anew, as after having been given up. */
  project(): Promise<void>;
  colorBy: Signal<ColorBy>;
  clusterCount: Signal<number>;
  clustering: Task;
  /** Finds the categories anew, likewise. */
  group(): Promise<void>;
  /** Those before stay until the new ones are there. */
  categories: ReadonlySignal<Categories | undefined>;
  /** The rows in the list: those of the selected region, else all. */
  listed: ReadonlySignal<{ count: number; at(place: number): number }>;
  selected: Signal<readonly number[] | undefined>;
  /** The row under the pointer, or under the focus in the list. */
  hovered: Signal<number | undefined>;
  hoveredText: ReadonlySignal<string | undefined>;
  /** Texts of the rows in sight, by row. */
  texts: ReadonlySignal<ReadonlyMap<number, string>>;
  /** Why texts could not be fetched. */
  error: ReadonlySignal<string | undefined>;
  /** Fetches the texts of places `first` up to `end` of the list. */
  fetchTexts(first: number, end: number): void;
  selectCategory(category: number): void;
}

export function createMapState(engine: EngineCalls, table: TableState, isShown: ReadonlySignal<boolean>): MapState {
  const selected = signal<readonly number[] | undefined>(undefined);
  const points = signal<Float32Array | undefined>(undefined);
  const state = {
    points,
    projecting: createTask(),
    colorBy: signal<ColorBy>({ kind: 'none' }),
    clusterCount: signal(10),
    clustering: createTask(),
    categories: signal<Categories | undefined>(undefined),
    selected,
    listed: computed(() => {
      const { value: rows } = selected;
      if (rows !== undefined) return { count: rows.length, at: (place: number) => rows[place] };
      return { count: (points.value?.length ?? 0) / 2, at: (place: number) => place };
    }),
    hovered: signal<number | undefined>(undefined),
    hoveredText: signal<string | undefined>(undefined),
    texts: signal<ReadonlyMap<number, string>>(new Map()),
    error: signal<string | undefined>(undefined),
  };
  const fail = (message: string) => {
    state.error.value = message;
  };
  const readTexts = latest(
    ({ missing }: { missing: number[]; wanted: number[] }, signal) =>
      engine.call('textsAt', { indices: missing }, { signal }),
    (texts, { missing, wanted }) => {
      const found = new Map(missing.map((index, i) => [index, texts[i]]));
      const text = (index: number) => found.get(index) ?? state.texts.value.get(index) ?? '';
      state.texts.value = new Map(wanted.map((index) => [index, text(index)]));
      state.error.value = undefined;
    },
    fail,
  );
  const readHovered = latest(
    (index: number, signal) => engine.call('textsAt', { indices: [index] }, { signal }),
    ([text]) => {
      state.hoveredText.value = text;
      state.error.value = undefined;
    },
    fail,
  );

  let drawnSet = 0;
  // Another model leaves the colours as they were chosen; another table has other columns.
  let coloredTable: TableInfo | undefined;
  async function draw(set: number): Promise<void> {
    drawnSet = set;
    state.projecting.reset();
    state.clustering.reset();
    readTexts.cancel();
    state.points.value = undefined;
    state.categories.value = undefined;
    state.selected.value = undefined;
    state.hovered.value = undefined;
    state.texts.value = new Map();
    state.error.value = undefined;
    if (set === 0) return;
    const found = await state.projecting.run((context) => engine.call('project', null, context));
    if (found === undefined) return;
    const info = table.info.peek();
    if (info !== coloredTable) {
      coloredTable = info;
      const column = info?.labelColumn;
      state.colorBy.value = column === undefined ? { kind: 'clusters' } : { kind: 'column', column };
    }
    state.points.value = found;
  }
  effect(() => {
    const { value: set } = table.vectorSet;
    // Nothing is computed for a view that nobody looks at.
    if (isShown.value && set !== drawnSet) void untracked(() => draw(set));
  });

  /** Rows that were selected as a group of the present colours, whose selection goes with these. */
  let group: readonly number[] | undefined;
  async function color(by: ColorBy, k: number): Promise<void> {
    if (group !== undefined && state.selected.value === group) state.selected.value = undefined;
    if (by.kind === 'none') {
      state.clustering.reset();
      state.categories.value = undefined;
      return;
    }
    const found = await state.clustering.run((context) =>
      by.kind === 'clusters'
        ? engine.call('cluster', { k }, context)
        : engine.call('categories', { column: by.column }, context),
    );
    // Overtaken, the newer run says what comes next.
    if (found !== undefined || state.clustering.status.value.kind !== 'running') state.categories.value = found;
  }
  effect(() => {
    const { value: by } = state.colorBy;
    const { value: k } = state.clusterCount;
    if (state.points.value !== undefined) void untracked(() => color(by, k));
  });

  effect(() => {
    const { value: index } = state.hovered;
    state.hoveredText.value = undefined;
    if (index === undefined) readHovered.cancel();
    else void readHovered(index);
  });

  return {
    ...state,
    project: () => draw(table.vectorSet.peek()),
    group: () => color(state.colorBy.peek(), state.clusterCount.peek()),
    fetchTexts(first, end) {
      const { at } = state.listed.peek();
      const wanted = Array.from({ length: end - first }, (_, i) => at(first + i));
      const known = state.texts.peek();
      const missing = wanted.filter((index) => !known.has(index));
      if (missing.length > 0) void readTexts({ missing, wanted });
      // A late answer would put other rows in the place of these.
      else readTexts.cancel();
    },
    selectCategory(category) {
      const labels = state.categories.value?.labels ?? new Int32Array();
      group = Array.from(labels.keys()).filter((index) => labels[index] === category);
      state.selected.value = group;
    },
  };
}
