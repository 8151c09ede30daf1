import { type Matrix, rows } from '@m2v/core';
import { concatenate } from './concatenate.js';
import { jsonlVector } from './jsonl-vector.js';
import type { ByteSink, VectorWriter } from './vector-writer.js';

export interface JsonlWriterOptions {
  /** What stands before a row's vector, by its index; values that JSON can hold. Default: nothing. */
  columns?: (index: number) => Readonly<Record<string, unknown>>;
}

/**
 * Writes each row as a line `{"index":0,"embedding":[…]}`, counted over all batches. Columns come first; one that is named
 * `index` or `embedding` gives way to the row's own.
 */
export function jsonlWriter(sink: ByteSink, { columns }: JsonlWriterOptions = {}): VectorWriter {
  let index = 0;
  return {
    async write(matrix: Matrix): Promise<void> {
      const lines = Array.from(rows(matrix), (vector) => {
        const line = jsonlVector(index, vector, columns?.(index));
        index++;
        return line;
      });
      // One write a matrix, since a write costs more than a copy.
      await sink.write(concatenate(lines));
    },
    async end(): Promise<void> {},
  };
}
