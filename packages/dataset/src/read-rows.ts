import { FormatError } from '@m2v/core';
import { jsonLines } from './json-lines.js';
import type { TextSource } from './text-source.js';

/** One row of a table of JSON objects. */
export interface Row {
  /** The line it stands on, counted from 1. */
  line: number;
  columns: Record<string, unknown>;
}

export interface ReadRowsOptions {
  /** What to call the source in errors, such as a file's path; default `input`. */
  name?: string;
}

/** The objects of a JSONL source, one a line. Throws FormatError `invalid-row`, which names the line. */
export async function* readRows(source: TextSource, { name = 'input' }: ReadRowsOptions = {}): AsyncGenerator<Row> {
  for await (const { line, value } of jsonLines(source, name)) {
    if (!isObject(value)) {
      throw new FormatError('invalid-row', { where: `${name}, line ${line}`, what: 'not a JSON object', value });
    }
    yield { line, columns: value };
  }
}

/** True for what JSON calls an object: columns by name. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
