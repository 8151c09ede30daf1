import type { Matrix } from '@m2v/core';

/** Where a writer puts its bytes: a file, a stream, memory. */
export interface ByteSink {
  /** Appends bytes; they may be reused once the promise is settled. */
  write(bytes: Uint8Array): Promise<void>;
  /** Replaces bytes already written, from `position` on. Only the npy writer needs it. */
  overwrite(position: number, bytes: Uint8Array): Promise<void>;
}

/** Writes rows batch by batch, without knowing how many will come. */
export interface VectorWriter {
  /** Appends all rows of a matrix. */
  write(matrix: Matrix): Promise<void>;
  /** Completes the output; until then it is not to be read. */
  end(): Promise<void>;
}
