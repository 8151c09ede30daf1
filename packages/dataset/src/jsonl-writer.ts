import { type Matrix, rows } from '@m2v/core';
import { concatenate } from './concatenate.js';
import { jsonlVector } from './jsonl-vector.js';
import type { ByteSink, VectorWriter } from './vector-writer.js';

/** Writes each row as a line `{"index":0,"embedding":[…]}`, counted over all batches. */
export function jsonlWriter(sink: ByteSink): VectorWriter {
  let index = 0;
  return {
    async write(matrix: Matrix): Promise<void> {
      const lines = Array.from(rows(matrix), (vector) => jsonlVector(index++, vector));
      // One write a matrix, since a write costs more than a copy.
      await sink.write(concatenate(lines));
    },
    async end(): Promise<void> {},
  };
}
