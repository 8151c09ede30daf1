import type { Matrix } from '@m2v/core';

/** Where a writer puts its bytes: a file, a stream, memory. An `AtomicFile` of `@m2v/core/kit` is one. */
export interface ByteSink {
  /**
   * Appends bytes, which may be reused once the promise is settled; with a position, writes them over what stands there.
   * Only the npy writer gives one, always 0.
   */
  write(bytes: Uint8Array, position?: number): Promise<void>;
}

/** Writes rows batch by batch, without knowing how many will come. */
export interface VectorWriter {
  /** Appends all rows of a matrix. */
  write(matrix: Matrix): Promise<void>;
  /** Completes the output; until then it is not to be read. */
  end(): Promise<void>;
}
