import { instantiateKernel } from '@m2v/core/kit';
import { adamReplay, adamStep, gatherMean, type Words } from './plain.js';
import { wasm } from './simd.wasm.js';

/** A table of float32 rows in memory of its own, with Adam's moments for each, and what a step does to few of them. */
export interface SparseRows {
  /** rows x pitch, zeros beyond the width. */
  values: Float32Array;
  /** Floats from one row to the next: the width, rounded up to a multiple of 4. */
  pitch: number;
  /** texts x pitch: gradients of the sums of the texts' rows. */
  gradients: Float32Array;
  /** Takes the list that the calls after it have parts of: numbers of rows for `mean`, of texts for `gradient`, and the weight of each. */
  load(ids: Int32Array, weights: Float32Array): void;
  /** The sum of the rows from `first` to below `end` in the list, each times its weight, divided; valid until the next call. */
  mean(first: number, end: number, divisor: number): Float32Array;
  /** The sum of the gradients of the texts from `first` to below `end` in the list, times their weights; likewise. */
  gradient(first: number, end: number): Float32Array;
  /** One step of Adam for a row, with what `gradient` gave last. */
  step(row: number, rate: number, correction: number): void;
  /** Steps without gradient for a row: `scales` has the rate and the correction of each. */
  replay(row: number, scales: Float32Array): void;
}

/** Steps that `replay` takes at once at most. */
export const LONGEST_REPLAY = 200;

/**
 * @param rows rows of the table
 * @param texts gradients at most
 * @param entries the longest list
 */
export function createSparseRows(rows: number, dim: number, texts: number, entries: number): SparseRows {
  const pitch = Math.ceil(dim / 4) * 4;
  const size = rows * pitch;
  // Three tables, gradients, the list, a row for what comes out, and the scales of a replay: where each begins, in floats.
  const [values, m, v, gradients] = [0, size, 2 * size, 3 * size];
  const ids = gradients + texts * pitch;
  const weightsAt = ids + entries;
  const vector = Math.ceil((weightsAt + entries) / 4) * 4;
  const scalesAt = vector + pitch;
  const total = scalesAt + 2 * LONGEST_REPLAY;

  const kernel = instantiateKernel(wasm, total * 4);
  const buffer = kernel?.buffer ?? new ArrayBuffer(total * 4);
  const words: Words = { floats: new Float32Array(buffer, 0, total), ints: new Int32Array(buffer, 0, total) };
  const { floats, ints } = words;
  const simd = kernel?.functions;
  const out = floats.subarray(vector, vector + dim);

  const gather = (table: number, first: number, end: number, divisor: number) => {
    const [from, weightsFrom, count] = [ids + first, weightsAt + first, end - first];
    if (simd) simd.gatherMean(table * 4, from * 4, weightsFrom * 4, count, pitch, divisor, vector * 4);
    else gatherMean(words, table, from, weightsFrom, count, pitch, Math.fround(divisor), vector);
    return out;
  };

  return {
    values: floats.subarray(values, size),
    pitch,
    gradients: floats.subarray(gradients, ids),
    load(list, weights) {
      ints.set(list, ids);
      floats.set(weights, weightsAt);
    },
    mean: (first, end, divisor) => gather(values, first, end, divisor),
    gradient: (first, end) => gather(gradients, first, end, 1),
    step(row, rate, correction) {
      const at = row * pitch;
      if (simd) simd.adamStep((values + at) * 4, (m + at) * 4, (v + at) * 4, vector * 4, pitch, rate, correction);
      else adamStep(words, values + at, m + at, v + at, vector, pitch, Math.fround(rate), Math.fround(correction));
    },
    replay(row, scales) {
      const at = row * pitch;
      const steps = scales.length / 2;
      floats.set(scales, scalesAt);
      if (simd) simd.adamReplay((values + at) * 4, (m + at) * 4, (v + at) * 4, pitch, scalesAt * 4, steps);
      else adamReplay(words, values + at, m + at, v + at, pitch, scalesAt, steps);
    },
  };
}
