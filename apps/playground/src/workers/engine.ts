import { createIndex, InputError, type Matrix, type SearchIndex, type StaticModel } from '@m2v/core';
import { type CallContext, Transferred } from '@m2v/core/kit';
import { createCandidate } from './candidate.js';
import { broughtTogether, type Comparison, compareTexts } from './compare.js';
import { encodeRows } from './encode-rows.js';
import type { PageFiles } from './file-storage.js';
import { type Labelled, labelledRows } from './labelled.js';
import { categories, clusterRows, projectRows } from './map.js';
import { type ModelInfo, modelInfo } from './model-info.js';
import { modelName, openModel, type PageModel } from './model-source.js';
import { columnOf, readTable, type Table, type TableSource } from './read-table.js';
import { type SaveFormat, saveRows } from './save-rows.js';
import { type Hit, searchTexts } from './search.js';
import { type TableInfo, tableInfo } from './table-info.js';
import { vocabularyTable } from './vocabulary-table.js';

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

  const models = createCandidate<StaticModel>();
  const tables = createCandidate<Table>();

  function offered(read: Table): { id: number; info: TableInfo } {
    return { id: tables.offer(read), info: tableInfo(read) };
  }

  return {
    /** Loads a model, which takes the place of the present one once `keepModel` says so. */
    async load(source: PageModel, context: CallContext): Promise<{ id: number; info: ModelInfo }> {
      const opened = await openModel(source, context);
      return { id: models.offer(opened), info: modelInfo(opened, modelName(source)) };
    },

    keepModel({ id }: { id: number }): void {
      model = models.take(id);
      rows = undefined;
    },

    compare({ texts }: { texts: string[] }): Comparison {
      return compareTexts(theModel(), texts);
    },

    contributions(choice: { texts: string[]; chosen: number; token: number }): number[][] {
      return broughtTogether(theModel(), choice);
    },

    /** Reads a table, which takes the place of the present one once `keepTable` says so. */
    async readTable(source: TableSource, context: CallContext): Promise<{ id: number; info: TableInfo }> {
      return offered(await readTable(source, context));
    },

    /** The model's own words as a table, to be kept like one that was read. */
    vocabulary(_: null): { id: number; info: TableInfo } {
      return offered(vocabularyTable(theModel()));
    },

    keepTable({ id }: { id: number }): void {
      table = tables.take(id);
      rows = undefined;
    },

    /** What a file holds, read for somebody else: the table stays. */
    async inspectTable(source: TableSource, context: CallContext): Promise<TableInfo> {
      return tableInfo(await readTable(source, context));
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

    /** A model's folder as a zip, to take away. */
    async zipFiles({ name, files }: { name: string; files: PageFiles }): Promise<Blob> {
      const { zipFolder } = await import('./zip-folder.js');
      const read = Object.entries(files).map(async ([path, file]) => [path, await bytesOf(file)] as const);
      return zipFolder(name, Object.fromEntries(await Promise.all(read)));
    },

    /** A copy, for a worker that is to compute on them for long. */
    vectors(_: null): Transferred<Matrix> {
      const { data, rows, dim } = theRows().vectors;
      const copy = data.slice();
      return new Transferred({ data: copy, rows, dim }, [copy.buffer]);
    },

    save({ format }: { format: SaveFormat }, context: CallContext): Promise<Blob> {
      return saveRows(format, theTable(), theRows().vectors, context);
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

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
