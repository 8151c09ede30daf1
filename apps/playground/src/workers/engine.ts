import { createIndex, InputError, type Matrix, type SearchIndex, type StaticModel } from '@m2v/core';
import { type CallContext, Transferred } from '@m2v/core/kit';
import { broughtTogether, type Comparison, compareTexts } from './compare.js';
import { encodeRows } from './encode-rows.js';
import { type Labelled, labelledRows } from './labelled.js';
import { categories, clusterRows, projectRows } from './map.js';
import { type ModelInfo, modelInfo, vocabularyWords } from './model-info.js';
import { modelName, openModel, type PageModel } from './model-source.js';
import { columnOf, readTable, type Table, type TableInfo, type TableSource, tableInfo } from './read-table.js';
import { type SaveFormat, saveRows } from './save-rows.js';
import { type Hit, searchTexts } from './search.js';

interface Rows {
  texts: string[];
  vectors: Matrix;
  index: SearchIndex;
}

/** The functions of the worker that holds the model, the table and its vectors: one of each. */
// The return type is inferred: callers are typed by it.
export function createEngine() {
  let model: StaticModel | undefined;
  let table: Table | undefined;
  let rows: Rows | undefined;

  const theModel = () => held(model, 'a model');
  const theTable = () => held(table, 'a table');
  const theRows = () => held(rows, 'embedded rows');

  function keep(read: Table): TableInfo {
    table = read;
    rows = undefined;
    return tableInfo(read);
  }

  return {
    /** The new model takes the place of the old one only once it is whole. */
    async load(source: PageModel, context: CallContext): Promise<ModelInfo> {
      const opened = await openModel(source, context);
      context.signal.throwIfAborted();
      model = opened;
      rows = undefined;
      return modelInfo(opened, modelName(source));
    },

    compare({ texts }: { texts: string[] }): Comparison {
      return compareTexts(theModel(), texts);
    },

    bring(choice: { texts: string[]; chosen: number; token: number }): number[][] {
      return broughtTogether(theModel(), choice);
    },

    async readTable(source: TableSource, { signal }: CallContext): Promise<TableInfo> {
      const read = await readTable(source);
      // Given up meanwhile, it must not take the place of the table that the page still shows.
      signal.throwIfAborted();
      return keep(read);
    },

    vocabulary(_: null): TableInfo {
      const words = vocabularyWords(theModel());
      return keep({ name: 'the model’s words', rows: words.length, columns: new Map([['text', words]]) });
    },

    async embed({ column }: { column: string }, context: CallContext): Promise<{ rows: number; seconds: number }> {
      const start = performance.now();
      const texts = columnOf(theTable(), column);
      // Large: the old vectors go before the new ones come.
      rows = undefined;
      const vectors = await encodeRows(theModel(), texts, context);
      rows = { texts, vectors, index: createIndex(vectors) };
      return { rows: texts.length, seconds: (performance.now() - start) / 1000 };
    },

    search(query: { query: string; k: number }): { hits: Hit[]; milliseconds: number } {
      const start = performance.now();
      const hits = searchTexts({ model: theModel(), ...theRows() }, query);
      return { hits, milliseconds: performance.now() - start };
    },

    textsAt({ indices }: { indices: number[] }): string[] {
      const { texts } = theRows();
      return indices.map((index) => texts[index]);
    },

    /** The model's folder, to take away. */
    async zip({ name }: { name: string }): Promise<Blob> {
      const { zipFolder } = await import('./zip-folder.js');
      return zipFolder(name, await theModel().toBytes({ modelName: name }));
    },

    /** A copy, for a worker that is to compute on them for long. */
    vectors(_: null): Transferred<Matrix> {
      const { data, rows, dim } = theRows().vectors;
      const copy = data.slice();
      return new Transferred({ data: copy, rows, dim }, [copy.buffer]);
    },

    save({ format }: { format: SaveFormat }, { signal }: CallContext): Promise<Blob> {
      return saveRows(format, theTable(), theRows().vectors, signal);
    },

    project(_: null, context: CallContext): Promise<Transferred<Float32Array<ArrayBuffer>>> {
      return projectRows(theRows().vectors, context);
    },

    cluster({ k }: { k: number }, context: CallContext) {
      return clusterRows(theModel(), theRows(), k, context);
    },

    categories({ column }: { column: string }) {
      return categories(columnOf(theTable(), column));
    },

    /** The rows to train on, by a column of labels or by labels given by hand; packed, since a page only passes them on. */
    labelled(choice: { textColumn: string; labels: string | [number, string][] }): Transferred<Labelled> {
      return labelledRows(theTable(), choice);
    },

    /** The first rows of a column, to be labelled by hand. */
    firstTexts({ column, count }: { column: string; count: number }): string[] {
      return columnOf(theTable(), column).slice(0, count);
    },
  };
}

export type EngineApi = ReturnType<typeof createEngine>;

function held<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new InputError({ what: `the worker has not been given ${what} yet` });
}
