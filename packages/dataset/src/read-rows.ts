import { FormatError } from '@m2v/core';
import { isRecord } from '@m2v/core/kit';
import { csvRows } from './csv-rows.js';
import { jsonLines } from './json-lines.js';
import type { TextSource } from './text-source.js';

/** One row of a table. */
export interface Row {
  /** The line of a JSON object, the row of a CSV record, counted from 1; the names of columns are row 1. */
  line: number;
  columns: Record<string, unknown>;
}

export interface ReadRowsOptions {
  /** `jsonl` (the default): an object a line. `csv`: a table whose values are all text. */
  format?: 'jsonl' | 'csv';
  /** What to call the source in errors, such as a file's path; default `input`. */
  name?: string;
}

/** The rows of a JSONL or CSV source. Throws FormatError `invalid-row`, which names the line or row. */
export async function* readRows(
  source: TextSource,
  { format = 'jsonl', name = 'input' }: ReadRowsOptions = {},
): AsyncGenerator<Row> {
  if (format === 'csv') {
    for await (const { row, columns } of csvRows(source, name)) yield { line: row, columns };
    return;
  }
  for await (const { line, value } of jsonLines(source, name)) {
    if (!isRecord(value)) {
      throw new FormatError('invalid-row', { where: `${name}, line ${line}`, what: 'not a JSON object', value });
    }
    yield { line, columns: value };
  }
}
