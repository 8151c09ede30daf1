import { computed, effect, type Signal, untracked } from '@preact/signals-core';
import { type ClassifyState, createClassifyState, type Trainer } from './classify.js';
import { type CompareState, createCompareState } from './compare.js';
import { createDistilState, type DistilState, type StartDistiller } from './distil.js';
import type { EngineCalls } from './engine-calls.js';
import { createMapState, type MapState } from './map.js';
import { createModelState, type ModelState } from './model.js';
import type { Route } from './route.js';
import { createSearchState, type SearchState, type StartDuplicates } from './search.js';
import { createTableState, type TableState } from './table.js';

/** All that the page knows. */
export interface Playground {
  route: Signal<Route>;
  model: ModelState;
  table: TableState;
  compare: CompareState;
  search: SearchState;
  classify: ClassifyState;
  distil: DistilState;
  map: MapState;
}

/** The worker that holds the model, and what starts the others when they are needed. */
export interface PageWorkers {
  engine: EngineCalls;
  startDuplicates: StartDuplicates;
  startTrainer: () => Trainer;
  startDistiller: StartDistiller;
}

export function createPlayground(workers: PageWorkers, route: Signal<Route>): Playground {
  const { engine } = workers;
  const model = createModelState(engine);
  const table = createTableState(engine, model);
  const compare = createCompareState(engine, model);
  const search = createSearchState(engine, table, workers.startDuplicates);
  const classify = createClassifyState(workers, model, table);
  const distil = createDistilState(workers, model);
  // Whenever an address is opened, by a link or by the back button, it brings its texts with it.
  effect(() => {
    const { view, params } = route.value;
    const bring = (name: string, to: Signal<string>) => {
      to.value = params.get(name) ?? to.value;
    };
    untracked(() => {
      if (view === 'compare') compare.restore(params.getAll('text'));
      if (view === 'search') bring('q', search.query);
      if (view === 'classify') bring('text', classify.text);
      if (view === 'distil') bring('words', distil.words);
    });
  });
  return {
    route,
    model,
    table,
    compare,
    search,
    classify,
    distil,
    map: createMapState(
      engine,
      table,
      computed(() => route.value.view === 'map'),
    ),
  };
}
