import type { CalledWorker } from '@m2v/core/kit';
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { DuplicatesApi } from '../workers/duplicates.js';
import type { Hit } from '../workers/search.js';
import type { EngineCalls } from './engine-calls.js';
import { latest } from './latest.js';
import type { TableState } from './table.js';
import { createTask, type Task } from './task.js';

export interface SearchResult {
  query: string;
  hits: Hit[];
  milliseconds: number;
}

/** Two rows that are nearly the same. */
export interface DuplicatePair {
  score: number;
  index: number;
  text: string;
  ofText: string;
}

export interface SearchState {
  query: Signal<string>;
  result: ReadonlySignal<SearchResult | undefined>;
  error: ReadonlySignal<string | undefined>;
  threshold: Signal<number>;
  duplicates: ReadonlySignal<{ count: number; pairs: DuplicatePair[] } | undefined>;
  deduplicating: Task;
  findDuplicates(): Promise<void>;
}

/** Starts a worker for work that would keep searches waiting. */
export type StartDuplicates = () => Pick<CalledWorker<DuplicatesApi>, 'call' | 'terminate'>;

const HITS = 20;
// More pairs than anyone looks through.
const PAIRS_SHOWN = 200;

export function createSearchState(engine: EngineCalls, table: TableState, start: StartDuplicates): SearchState {
  const state = {
    query: signal(''),
    result: signal<SearchResult | undefined>(undefined),
    error: signal<string | undefined>(undefined),
    threshold: signal(0.9),
    duplicates: signal<{ count: number; pairs: DuplicatePair[] } | undefined>(undefined),
    deduplicating: createTask(),
  };
  const search = latest(
    (query: string, signal) => engine.call('search', { query, k: HITS }, { signal }),
    (found, query) => {
      state.result.value = { query, ...found };
      state.error.value = undefined;
    },
    (message) => {
      state.error.value = message;
    },
  );
  const asked = computed(() => state.query.value.trim());
  effect(() => {
    const { value: query } = asked;
    if (table.vectorSet.value > 0 && query !== '') {
      void search(query);
      return;
    }
    search.cancel();
    state.result.value = undefined;
    state.error.value = undefined;
  });
  effect(() => {
    if (table.vectorSet.value >= 0) {
      state.duplicates.value = undefined;
      state.deduplicating.reset();
    }
  });

  return {
    ...state,
    async findDuplicates() {
      const threshold = state.threshold.value;
      state.duplicates.value = await state.deduplicating.run(async ({ signal, onProgress }) => {
        const matrix = await engine.call('vectors', null, { signal });
        const worker = start();
        try {
          const found = await worker.call(
            'findDuplicates',
            { matrix, threshold },
            { signal, onProgress, transfer: [matrix.data.buffer as ArrayBuffer] },
          );
          const shown = found.slice(0, PAIRS_SHOWN);
          const indices = shown.flatMap(({ index, of }) => [index, of]);
          const texts = await engine.call('textsAt', { indices }, { signal });
          return {
            count: found.length,
            pairs: shown.map(({ index, score }, i) => ({ index, score, text: texts[2 * i], ofText: texts[2 * i + 1] })),
          };
        } finally {
          await worker.terminate();
        }
      });
    },
  };
}
