import { FormatError } from '@m2v/core';
import { isRecord } from '@m2v/core/kit';
import { csvRows } from './csv-rows.js';
import { jsonLines } from './json-lines.js';
import type { TextSource } from './text-source.js';

/** One row of a table. */
export interface Row {
  /** Where it stands, for errors: the source's name and the line, or of CSV the row, the names of columns being row 1. */
  where: string;
  columns: Record<string, unknown>;
}

export interface ReadRowsOptions {
  /** `jsonl` (the default): an object a line. `csv`: a table whose values are all text. */
  format?: 'jsonl' | 'csv';
  /** Whether the first line of a CSV names its columns; without, they are `column 1`, `column 2` and so on. Default true. */
  header?: boolean;
  /** What to call the source in errors, such as a file's path; default `input`. */
  name?: string;
}

/** The rows of a JSONL or CSV source. Throws FormatError `invalid-row`, which names the line or row. */
export async function* readRows(
  source: TextSource,
  { format = 'jsonl', header = true, name = 'input' }: ReadRowsOptions = {},
): AsyncGenerator<Row> {
  if (format === 'csv') {
    yield* csvRows(source, name, header);
    return;
  }
  for await (const { where, value } of jsonLines(source, name)) {
    if (!isRecord(value)) throw new FormatError('invalid-row', { where, what: 'not a JSON object', value });
    yield { where, columns: value };
  }
}
