import { InputError, type Matrix } from '@m2v/core';
import { npyHeader } from './npy-header.js';
import type { ByteSink, VectorWriter } from './vector-writer.js';

/** Writes rows of `dim` float32 values as an npy file [rows, dim]; the count of rows is filled in at the end. */
export function npyWriter(sink: ByteSink, dim: number): VectorWriter {
  let rows = 0;
  let begun = false;
  async function begin(): Promise<void> {
    if (begun) return;
    begun = true;
    await sink.write(npyHeader(0, dim));
  }
  return {
    async write(matrix: Matrix): Promise<void> {
      if (matrix.dim !== dim) {
        throw new InputError({ where: 'npy', what: 'rows of another width', value: matrix.dim, allowed: String(dim) });
      }
      await begin();
      // The bytes as they lie in memory: every platform that JavaScript's engines support today is little-endian.
      await sink.write(new Uint8Array(matrix.data.buffer, matrix.data.byteOffset, matrix.rows * dim * 4));
      rows += matrix.rows;
    },
    async end(): Promise<void> {
      await begin();
      await sink.write(npyHeader(rows, dim), 0);
    },
  };
}
