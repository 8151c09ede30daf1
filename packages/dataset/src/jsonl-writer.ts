import { type Matrix, row } from '@m2v/core';
import { jsonlVector } from './jsonl-vector.js';
import type { ByteSink, VectorWriter } from './vector-writer.js';

/** Writes each row as a line `{"index":0,"embedding":[…]}`, counted over all batches. */
export function jsonlWriter(sink: Pick<ByteSink, 'write'>): VectorWriter {
  let index = 0;
  return {
    async write(matrix: Matrix): Promise<void> {
      for (let i = 0; i < matrix.rows; i++) await sink.write(jsonlVector(index++, row(matrix, i)));
    },
    async end(): Promise<void> {},
  };
}
