import { FormatError } from '@m2v/core';
import { isRecord } from '@m2v/core/kit';
import { columnValue } from './column-value.js';
import { csvRows } from './csv-rows.js';
import { jsonLines } from './json-lines.js';
import { lineBlocks } from './line-blocks.js';
import type { TextFormat } from './text-format.js';
import type { TextSource } from './text-source.js';

export interface ReadTextsOptions {
  /** `txt` (the default): each line is a text, blank ones too. `jsonl`: each line is a JSON string or object. `csv`: a table. */
  format?: TextFormat;
  /** The column that holds the text, of a table or of JSON objects; default `text`. */
  textColumn?: string;
  /** What to call the source in errors, such as a file's path; default `input`. */
  name?: string;
}

/**
 * The texts of a source, in its order. In `txt` text i is line i + 1, so that a vector's row finds its line; in `jsonl`
 * blank lines are skipped, in `csv` too. Throws FormatError `invalid-row`, which names the line or row.
 */
export async function* readTexts(
  source: TextSource,
  { format = 'txt', textColumn = 'text', name = 'input' }: ReadTextsOptions = {},
): AsyncGenerator<string> {
  if (format === 'txt') {
    for await (const { lines } of lineBlocks(source, name)) yield* lines;
    return;
  }
  if (format === 'csv') {
    for await (const { where, columns } of csvRows(source, name)) yield textOf(columns, textColumn, where);
    return;
  }
  for await (const { where, value } of jsonLines(source, name)) yield textOf(value, textColumn, where);
}

function textOf(value: unknown, column: string, where: string): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) {
    throw new FormatError('invalid-row', { where, what: 'neither a JSON string nor an object', value });
  }
  const text = columnValue(value, column, where);
  if (typeof text === 'string') return text;
  throw new FormatError('invalid-row', {
    where,
    what: `column ${JSON.stringify(column)} is not a string`,
    value: text,
  });
}
