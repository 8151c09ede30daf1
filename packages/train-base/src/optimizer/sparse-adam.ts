import type { UsedRows } from '../used-rows.js';
import { ADAM, type StepScale } from './adam.js';

/** Adam for a table of which a step uses few rows: the same as dense Adam, whose every step moves every row once seen. */
export interface SparseAdam {
  /** Replays what a step without gradients does for these rows, up to the last step, so that they may be read. */
  catchUp(used: UsedRows): void;
  /** One step: the rows used (which must be caught up) get their gradients (used.count x dim), all others wait. */
  step(used: UsedRows, gradients: Float32Array, scale: StepScale): void;
  /** Brings every row to the last step, so that the table may be read. */
  catchUpAll(): void;
}

// A row's momentum is down to 4e-10 of itself after so many steps without a gradient: it moves nothing any more.
const LONGEST_REPLAY = 200;

/** @param table rows x dim, changed in place */
export function createSparseAdam(table: Float32Array, dim: number): SparseAdam {
  const { beta1, beta2, epsilon } = ADAM;
  const m = new Float32Array(table.length);
  const v = new Float32Array(table.length);
  // The step that each row was last brought to; 0 for one that was never used, which no step moves.
  const lastStep = new Int32Array(table.length / dim);
  const scales: StepScale[] = [];

  function replay(row: number): void {
    const first = lastStep[row];
    if (first === 0 || first === scales.length) return;
    lastStep[row] = scales.length;
    const replayed = Math.min(scales.length, first + LONGEST_REPLAY);
    const skipped = scales.length - replayed;
    for (let i = row * dim; i < (row + 1) * dim; i++) {
      let mean = m[i];
      let square = v[i];
      let value = table[i];
      for (let k = first; k < replayed; k++) {
        // Rounded where dense Adam stores it, so that both give the same bits.
        mean = Math.fround(mean * beta1);
        square = Math.fround(square * beta2);
        value = Math.fround(value - (scales[k].rate * mean) / (Math.sqrt(square) * scales[k].correction + epsilon));
      }
      m[i] = skipped === 0 ? mean : mean * beta1 ** skipped;
      v[i] = skipped === 0 ? square : square * beta2 ** skipped;
      table[i] = value;
    }
  }

  return {
    catchUp({ rows, count }) {
      for (let k = 0; k < count; k++) replay(rows[k]);
    },
    step({ rows, count }, gradients, scale) {
      scales.push(scale);
      const { rate, correction } = scale;
      for (let k = 0; k < count; k++) {
        const row = rows[k];
        lastStep[row] = scales.length;
        const offset = k * dim - row * dim;
        for (let i = row * dim; i < (row + 1) * dim; i++) {
          const g = gradients[i + offset];
          m[i] = beta1 * m[i] + (1 - beta1) * g;
          v[i] = beta2 * v[i] + (1 - beta2) * g * g;
          table[i] -= (rate * m[i]) / (Math.sqrt(v[i]) * correction + epsilon);
        }
      }
    },
    catchUpAll() {
      for (let row = 0; row < lastStep.length; row++) replay(row);
    },
  };
}
