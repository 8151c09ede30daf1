import { instantiateKernel } from '@m2v/core/kit';
import { adamReplay, adamStep, gatherMean, scatterAdd, type Words } from './plain.js';
import { wasm } from './simd.wasm.js';

/** A table of float32 rows in memory of its own, with Adam's moments for each, and what a step does to few of them. */
export interface SparseRows {
  /** rows x pitch, zeros beyond the width. */
  values: Float32Array;
  /** Floats from one row to the next: the width, rounded up to a multiple of 4. */
  pitch: number;
  /** rows x pitch: gradients of the rows in use, by their slots. */
  gradients: Float32Array;
  /** The mean of these rows to `out`, as many floats as the width. */
  mean(rows: Int32Array, out: Float32Array): void;
  /** Adds a gradient to those of these slots. */
  scatter(slots: Int32Array, gradient: Float32Array): void;
  /** One step of Adam for a row, with the gradient of a slot. */
  step(row: number, slot: number, rate: number, correction: number): void;
  /** Steps without gradient for a row: `scales` has the rate and the correction of each. */
  replay(row: number, scales: Float32Array): void;
}

/** Steps that `replay` takes at once at most. */
export const LONGEST_REPLAY = 200;

/**
 * @param rows rows of the table
 * @param longest tokens of a text at most
 */
export function createSparseRows(rows: number, dim: number, longest: number): SparseRows {
  const pitch = Math.ceil(dim / 4) * 4;
  const size = rows * pitch;
  // Four tables, a row for what comes and goes, ids, and the scales of a replay: where each begins, in floats.
  const [values, m, v, gradients] = [0, size, 2 * size, 3 * size];
  const vector = 4 * size;
  const ids = vector + pitch;
  const scalesAt = ids + Math.max(longest, 1);
  const total = scalesAt + 2 * LONGEST_REPLAY;

  const kernel = instantiateKernel(wasm, total * 4);
  const buffer = kernel?.buffer ?? new ArrayBuffer(total * 4);
  const words: Words = { floats: new Float32Array(buffer, 0, total), ints: new Int32Array(buffer, 0, total) };
  const { floats, ints } = words;
  const simd = kernel?.functions;

  return {
    values: floats.subarray(values, size),
    pitch,
    gradients: floats.subarray(gradients, gradients + size),
    mean(chosen, out) {
      ints.set(chosen, ids);
      if (simd) simd.gatherMean(values * 4, ids * 4, chosen.length, pitch, vector * 4);
      else gatherMean(words, values, ids, chosen.length, pitch, vector);
      out.set(floats.subarray(vector, vector + dim));
    },
    scatter(slots, gradient) {
      ints.set(slots, ids);
      floats.set(gradient, vector);
      if (simd) simd.scatterAdd(gradients * 4, ids * 4, slots.length, pitch, vector * 4);
      else scatterAdd(words, gradients, ids, slots.length, pitch, vector);
    },
    step(row, slot, rate, correction) {
      const at = row * pitch;
      const gradient = gradients + slot * pitch;
      if (simd) simd.adamStep((values + at) * 4, (m + at) * 4, (v + at) * 4, gradient * 4, pitch, rate, correction);
      else adamStep(words, values + at, m + at, v + at, gradient, pitch, Math.fround(rate), Math.fround(correction));
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
