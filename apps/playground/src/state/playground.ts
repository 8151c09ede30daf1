import type { Signal } from '@preact/signals-core';
import { type CompareState, createCompareState } from './compare.js';
import type { EngineCalls } from './engine-calls.js';
import { createModelState, type ModelState } from './model.js';
import type { Route } from './route.js';

/** All that the page knows. */
export interface Playground {
  route: Signal<Route>;
  model: ModelState;
  compare: CompareState;
}

export function createPlayground(engine: EngineCalls, route: Signal<Route>): Playground {
  const { view, params } = route.peek();
  const model = createModelState(engine);
  return {
    route,
    model,
    compare: createCompareState(engine, model, view === 'compare' ? params.getAll('text') : []),
  };
}
