import { batch, computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals-core';
import type { TableSource } from '../workers/read-table.js';
import type { SaveFormat } from '../workers/save-rows.js';
import type { TableInfo } from '../workers/table-info.js';
import type { EngineCalls } from './engine-calls.js';
import { keep } from './keep.js';
import type { ModelState } from './model.js';
import { createTask, type Task, type TaskContext } from './task.js';

/** A table that comes with the page, fetched when it is asked for. */
export interface ExampleTable {
  name: string;
  load(signal: AbortSignal): Promise<TableSource>;
}

/** The rows that Search, Classify and Map work on. */
export interface TableState {
  info: ReadonlySignal<TableInfo | undefined>;
  textColumn: Signal<string>;
  /** Counts up with each set of vectors; 0 while there are none. */
  vectorSet: ReadonlySignal<number>;
  /** What the worker took for the vectors at hand, in seconds, without waiting for its turn. */
  embeddedIn: ReadonlySignal<number | undefined>;
  reading: Task;
  embedding: Task;
  saving: Task;
  /** Reads a table in place of the present one, and embeds it; false where it is not the table at the end. */
  read(source: TableSource): Promise<boolean>;
  readExample(example: ExampleTable): Promise<boolean>;
  /** Whether there is a model to take words from. */
  canReadVocabulary: ReadonlySignal<boolean>;
  /** The model's own words as rows. */
  readVocabulary(): Promise<boolean>;
  /** Reads the present CSV again, its first line as the columns' names or as a row. */
  readHeader(header: boolean): Promise<boolean>;
  chooseColumn(column: string): void;
  /** Embeds the rows anew, as after having been given up. */
  embed(): Promise<void>;
  clear(): void;
  save(format: SaveFormat): Promise<Blob | undefined>;
}

export function createTableState(engine: EngineCalls, model: ModelState): TableState {
  const info = signal<TableInfo | undefined>(undefined);
  const textColumn = signal('');
  const vectorSet = signal(0);
  const embeddedIn = signal<number | undefined>(undefined);
  const [reading, embedding, saving] = [createTask(), createTask(), createTask()];
  let sets = 0;
  // Where the present table was read from; undefined for the model's words.
  let present: TableSource | undefined;

  type Offered = { id: number; info: TableInfo; source?: TableSource };

  async function take(read: (context: TaskContext) => Promise<Offered>): Promise<boolean> {
    const table = await reading.run(read);
    if (table === undefined) return false;
    keep(engine.call('keepTable', { id: table.id }));
    present = table.source;
    batch(() => {
      info.value = table.info;
      textColumn.value = table.info.textColumn;
    });
    await embed();
    return info.peek() === table.info;
  }

  function takeFrom(load: (signal: AbortSignal) => TableSource | Promise<TableSource>): Promise<boolean> {
    return take(async (context) => {
      const source = await load(context.signal);
      return { ...(await engine.call('readTable', source, context)), source };
    });
  }

  async function embed(): Promise<void> {
    vectorSet.value = 0;
    // The rows are embedded as soon as there is a model.
    if (model.info.peek() === undefined) return;
    const column = textColumn.value;
    const done = await embedding.run((context) => engine.call('embed', { column }, context));
    if (done === undefined) return;
    embeddedIn.value = done.seconds;
    vectorSet.value = ++sets;
  }

  // Another model, other vectors.
  effect(() => {
    const { value } = model.info;
    if (value !== undefined && info.peek() !== undefined) void untracked(embed);
  });

  return {
    info,
    textColumn,
    vectorSet,
    embeddedIn,
    reading,
    embedding,
    saving,
    read: (source) => takeFrom(() => source),
    readExample: ({ load }) => takeFrom(load),
    canReadVocabulary: computed(() => model.info.value !== undefined),
    readVocabulary: () => take((context) => engine.call('vocabulary', null, context)),
    async readHeader(header) {
      const source = present;
      if (source === undefined || !('file' in source)) return false;
      return await takeFrom(() => ({ ...source, header }));
    },
    chooseColumn(column) {
      textColumn.value = column;
      void embed();
    },
    embed,
    clear() {
      embedding.reset();
      reading.reset();
      saving.reset();
      info.value = undefined;
      vectorSet.value = 0;
    },
    save: (format) => saving.run((context) => engine.call('save', { format }, context)),
  };
}
