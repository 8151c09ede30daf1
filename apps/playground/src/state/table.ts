import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { TableInfo, TableSource } from '../workers/read-table.js';
import type { SaveFormat } from '../workers/save-rows.js';
import type { EngineCalls } from './engine-calls.js';
import type { ModelState } from './model.js';
import { createTask, type Task } from './task.js';

/** A table that comes with the page, fetched when it is asked for. */
export interface ExampleTable {
  name: string;
  load(): Promise<TableSource>;
}

/** The rows that Search, Classify and Map work on. */
export interface TableState {
  info: ReadonlySignal<TableInfo | undefined>;
  textColumn: Signal<string>;
  /** Counts up with each set of vectors; 0 while there are none. */
  embedded: ReadonlySignal<number>;
  reading: Task;
  embedding: Task;
  saving: Task;
  read(source: TableSource): Promise<void>;
  readExample(example: ExampleTable): Promise<void>;
  /** Whether there is a model to take words from. */
  canReadVocabulary: ReadonlySignal<boolean>;
  /** The model's own words as rows. */
  readVocabulary(): Promise<void>;
  chooseColumn(column: string): void;
  clear(): void;
  save(format: SaveFormat): Promise<Blob | undefined>;
}

export function createTableState(engine: EngineCalls, model: ModelState): TableState {
  const info = signal<TableInfo | undefined>(undefined);
  const textColumn = signal('');
  const embedded = signal(0);
  const [reading, embedding, saving] = [createTask(), createTask(), createTask()];
  let sets = 0;

  async function take(read: (signal: AbortSignal) => Promise<TableInfo>): Promise<void> {
    const table = await reading.run(({ signal }) => read(signal));
    if (table === undefined) return;
    info.value = table;
    textColumn.value = table.textColumn;
    await embed();
  }

  async function embed(): Promise<void> {
    embedded.value = 0;
    // The rows are embedded as soon as there is a model.
    if (model.info.peek() === undefined) return;
    const column = textColumn.value;
    const done = await embedding.run((context) => engine.call('embed', { column }, context));
    if (done !== undefined) embedded.value = ++sets;
  }

  // Another model, other vectors.
  effect(() => {
    const { value } = model.info;
    if (value !== undefined && info.peek() !== undefined) void embed();
  });

  return {
    info,
    textColumn,
    embedded,
    reading,
    embedding,
    saving,
    read: (source) => take((signal) => engine.call('readTable', source, { signal })),
    readExample: ({ load }) => take(async (signal) => engine.call('readTable', await load(), { signal })),
    canReadVocabulary: computed(() => model.info.value !== undefined),
    readVocabulary: () => take((signal) => engine.call('vocabulary', null, { signal })),
    chooseColumn(column) {
      textColumn.value = column;
      void embed();
    },
    clear() {
      embedding.reset();
      reading.reset();
      saving.reset();
      info.value = undefined;
      embedded.value = 0;
    },
    save: (format) => saving.run((context) => engine.call('save', { format }, context)),
  };
}
