import type { Matrix } from '../matrix.js';

/** How a file stores the rows; in memory they are always float32. A float64 file is read, kept and saved as float32. */
export type EmbeddingDtype = 'float16' | 'float32' | 'int8';

/** What a caller may ask for: the reference's names, of which float64 gives float32. */
export type QuantizeTo = EmbeddingDtype | 'float64';

/** A model's numbers: one row a token, or, with a mapping, rows that tokens share. */
export interface EmbeddingTable {
  /** rows x dim. Row-scaled int8 is expanded; int8 of one forgotten scale keeps its integers. */
  matrix: Matrix;
  /** The dtype of the file that it was read from or is to be saved to. */
  dtype: EmbeddingDtype;
  /** Whether means are summed in float64, as the reference does for a float64 file. */
  sumsInFloat64?: boolean;
  /** int8 without a mapping: what each row of integers was multiplied by, so that saving gives back the same integers. */
  rowScales?: Float32Array;
  /** What each token's row is multiplied by; indexed by token id. */
  weights?: Float32Array | Float64Array;
  /** The row of each token; indexed by token id. Absent: token i has row i. */
  mapping?: Int32Array;
}

/** Number of tokens that the table serves. */
export function tokenCount({ matrix, mapping }: EmbeddingTable): number {
  return mapping?.length ?? matrix.rows;
}
