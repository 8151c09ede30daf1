import { FormatError, InputError } from '@m2v/core';
import { readRows, readTexts, type TextFormat, textFormatOf } from '@m2v/dataset';

/** A table by columns: all values as text, one a row. */
export interface Table {
  name: string;
  rows: number;
  columns: Map<string, string[]>;
}

/** What a page shows of a table. */
export interface TableInfo {
  name: string;
  rows: number;
  columns: { name: string; sample: string }[];
  /** The column that looks most like texts. */
  textColumn: string;
  /** A column that looks like labels. */
  labelColumn: string | undefined;
}

/** A file, or text that was pasted: a text a line. */
export type TableSource = { file: Blob; name: string } | { text: string; name: string };

// Twice its vectors are held for searching: at 256 dims, 600 MB.
const MAX_ROWS = 300_000;
// Enough to see what a column holds.
const LOOKED_AT = 500;
const MAX_LABELS = 30;

/** @throws FormatError for what is damaged, InputError for what is empty, too long, or of another format */
export async function readTable(source: TableSource): Promise<Table> {
  const { name } = source;
  const format = 'file' in source ? textFormatOf(name) : 'txt';
  const content = 'file' in source ? await contentOf(source.file) : source.text.trim();
  const columns = new Map<string, string[]>();
  let rows = 0;
  for await (const fields of recordsOf(content, format, name)) {
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
      values.push(typeof value === 'string' ? value : JSON.stringify(value));
      columns.set(column, values);
    }
    rows++;
  }
  if (rows === 0) throw new InputError({ where: name, what: 'holds no rows', todo: 'choose a file with some texts' });
  for (const values of columns.values()) while (values.length < rows) values.push('');
  return { name, rows, columns };
}

/** A file, or its text where it begins with the mark of UTF-16, as spreadsheets write it. */
async function contentOf(file: Blob): Promise<Blob | string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  return encoding === undefined ? file : new TextDecoder(encoding).decode(await file.arrayBuffer());
}

async function* recordsOf(
  content: Blob | string,
  format: TextFormat,
  name: string,
): AsyncGenerator<Record<string, unknown>> {
  if (format !== 'txt') {
    for await (const { columns } of readRows(content, { format, name })) yield columns;
    return;
  }
  for await (const text of readTexts(content, { format, name })) {
    if (text.includes('\0')) {
      throw new FormatError('invalid-row', {
        where: name,
        what: 'is no text',
        todo: 'choose a CSV, JSONL or text file',
      });
    }
    if (text.trim() !== '') yield { text };
  }
}

export function tableInfo({ name, rows, columns }: Table): TableInfo {
  const textColumn = textLike(columns);
  return {
    name,
    rows,
    columns: Array.from(columns, ([column, values]) => ({ name: column, sample: values[0].slice(0, 80) })),
    textColumn,
    labelColumn: labelLike(columns, textColumn),
  };
}

function textLike(columns: Table['columns']): string {
  let best = '';
  let longest = -1;
  for (const [column, values] of columns) {
    const some = values.slice(0, LOOKED_AT);
    const length = some.reduce((sum, value) => sum + value.length, 0) / some.length;
    if (length > longest) [best, longest] = [column, length];
  }
  return best;
}

/** The column with the fewest values, each of them many times. */
function labelLike(columns: Table['columns'], textColumn: string): string | undefined {
  let best: string | undefined;
  let fewest = MAX_LABELS + 1;
  for (const [column, values] of columns) {
    const some = values.slice(0, LOOKED_AT);
    const distinct = new Set(some).size;
    if (column !== textColumn && distinct > 1 && distinct < fewest && distinct * 2 <= some.length) {
      [best, fewest] = [column, distinct];
    }
  }
  return best;
}

export function columnOf({ columns, name }: Table, column: string): string[] {
  const values = columns.get(column);
  if (values !== undefined) return values;
  throw new InputError({ where: name, what: `has no column ${column}`, allowed: [...columns.keys()].join(', ') });
}
