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
  /** The sum of these rows, each times its weight, divided by `divisor`, to `out`: as many floats as the width. */
  mean(rows: Int32Array, weights: Float32Array, divisor: number, out: Float32Array): void;
  /** Adds a gradient, times the weight of each, to those of these slots. */
  scatter(slots: Int32Array, weights: Float32Array, gradient: Float32Array): void;
  /** One step of Adam for a row, with the gradient of a slot. */
  step(row: number, slot: number, rate: number, correction: number): void;
  /** Steps without gradient for a row: `scales` has the rate and the correction of each. */
  replay(row: number, scales: Float32Array): void;
}

/** Steps that `replay` takes at once at most. */
export const LONGEST_REPLAY = 200;

/**
 * @param rows rows of the table
 * @param largest rows of a mean at most
 */
export function createSparseRows(rows: number, dim: number, largest: number): SparseRows {
  const pitch = Math.ceil(dim / 4) * 4;
  const size = rows * pitch;
  // Four tables, a row for what comes and goes, ids and their weights, and the scales of a replay: where each begins, in floats.
  const [values, m, v, gradients] = [0, size, 2 * size, 3 * size];
  const vector = 4 * size;
  const ids = vector + pitch;
  const weightsAt = ids + Math.max(largest, 1);
  const scalesAt = weightsAt + Math.max(largest, 1);
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
    mean(chosen, weights, divisor, out) {
      const count = chosen.length;
      ints.set(chosen, ids);
      floats.set(weights, weightsAt);
      if (simd) simd.gatherMean(values * 4, ids * 4, weightsAt * 4, count, pitch, divisor, vector * 4);
      else gatherMean(words, values, ids, weightsAt, count, pitch, Math.fround(divisor), vector);
      out.set(floats.subarray(vector, vector + dim));
    },
    scatter(slots, weights, gradient) {
      const count = slots.length;
      ints.set(slots, ids);
      floats.set(weights, weightsAt);
      floats.set(gradient, vector);
      if (simd) simd.scatterAdd(gradients * 4, ids * 4, weightsAt * 4, count, pitch, vector * 4);
      else scatterAdd(words, gradients, ids, weightsAt, count, pitch, vector);
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
