import { InputError } from '@m2v/core';
import { type CallContext, createYielder } from '@m2v/core/kit';
import { readRows, readTexts, type TextFormat, textFormatOf } from '@m2v/dataset';
import { decodedText } from './decoded-text.js';

/** A table by columns: all values as text, one a row; '' where a row has none, or null. */
export interface Table {
  name: string;
  rows: number;
  columns: Map<string, string[]>;
  /** Columns in which some value is a list or an object: neither texts nor labels. */
  lists: ReadonlySet<string>;
  /** Of a CSV: whether its first line was taken for the columns' names. */
  header?: boolean;
}

/** A file, or text that was pasted: a text a line. */
export type TableSource =
  /** `header`: whether the first line of a CSV names its columns; so unless told. */
  { file: Blob; name: string; header?: boolean } | { text: string; name: string };

// Twice its vectors are held for searching: at 256 dims, 600 MB.
const MAX_ROWS = 300_000;
const ROWS_A_REPORT = 2048;

/** @throws FormatError for what is damaged, InputError for what is empty, too long, or of another format */
export async function readTable(
  source: TableSource,
  { signal, onProgress }: Partial<CallContext> = {},
): Promise<Table> {
  const { name } = source;
  const format = 'file' in source ? textFormatOf(name) : 'txt';
  const content = 'file' in source ? await decodedText(source.file, name) : source.text.trim();
  const header = 'file' in source && format === 'csv' ? (source.header ?? true) : undefined;
  const pause = createYielder(signal);
  const columns = new Map<string, string[]>();
  const lists = new Set<string>();
  let rows = 0;
  for await (const fields of recordsOf(content, format, { name, header })) {
    if (rows === MAX_ROWS) {
      throw new InputError({
        where: name,
        what: 'has too many rows for a page',
        allowed: `up to ${MAX_ROWS.toLocaleString('en')}`,
        todo: 'cut it, or use the command line',
      });
    }
    for (const [column, value] of Object.entries(fields)) {
      const values = columns.get(column) ?? [];
      // Rows of JSON need not have all fields.
      while (values.length < rows) values.push('');
      values.push(typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value));
      columns.set(column, values);
      if (typeof value === 'object' && value !== null) lists.add(column);
    }
    if (++rows % ROWS_A_REPORT === 0) onProgress?.({ stage: 'read', done: rows, unit: 'rows' });
    await pause();
  }
  checkRows(name, rows, 'choose a file with some texts');
  for (const values of columns.values()) while (values.length < rows) values.push('');
  return { name, rows, columns, lists, header };
}

/** @throws InputError for no rows */
export function checkRows(name: string, rows: number, todo: string): void {
  if (rows === 0) throw new InputError({ where: name, what: 'holds no rows', todo });
}

async function* recordsOf(
  content: Blob | string,
  format: TextFormat,
  { name, header }: { name: string; header: boolean | undefined },
): AsyncGenerator<Record<string, unknown>> {
  if (format !== 'txt') {
    for await (const { columns } of readRows(content, { format, name, header })) yield columns;
    return;
  }
  for await (const text of readTexts(content, { format, name })) if (text.trim() !== '') yield { text };
}

/** @throws InputError for a column that is not there, naming those that are */
export function columnOf({ columns, name }: Table, column: string): string[] {
  const values = columns.get(column);
  if (values !== undefined) return values;
  throw new InputError({ where: name, what: `has no column ${column}`, allowed: [...columns.keys()].join(', ') });
}
