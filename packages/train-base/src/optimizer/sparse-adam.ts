import { LONGEST_REPLAY, type SparseRows } from '../kernels/sparse-rows/sparse-rows.js';
import type { StepScale } from './adam.js';

/** Adam for a table of which a step uses few rows: the same as dense Adam, whose every step moves every row once seen. */
export interface SparseAdam {
  /** Replays what the steps since did to these rows, up to the last one, so that they may be read. */
  catchUp(rows: Int32Array): void;
  /**
   * One step: these rows (which must be caught up) move, all others wait.
   * @param starts where in the table's list the texts of each row begin; those of the last end at one number more
   */
  step(rows: Int32Array, starts: Int32Array, scale: StepScale): void;
  /** Brings every row to the last step, so that the table may be read; tells of each that was ever used. */
  catchUpAll(onRow?: (row: number) => void): void;
}

/** @param table changed in place */
export function createSparseAdam(table: SparseRows): SparseAdam {
  // The step that each row was last brought to; 0 for one that was never used, which no step moves.
  const lastStep = new Int32Array(table.values.length / table.pitch);
  // Rate and correction of each step, one after the other.
  let scales = new Float32Array(512);
  let steps = 0;

  function replay(row: number): void {
    const first = lastStep[row];
    if (first === 0 || first === steps) return;
    lastStep[row] = steps;
    for (let from = first; from < steps; from += LONGEST_REPLAY) {
      table.replay(row, scales.subarray(2 * from, 2 * Math.min(steps, from + LONGEST_REPLAY)));
    }
  }

  return {
    catchUp(rows) {
      for (let k = 0; k < rows.length; k++) replay(rows[k]);
    },
    step(rows, starts, { rate, correction }) {
      if (2 * steps === scales.length) {
        const longer = new Float32Array(2 * scales.length);
        longer.set(scales);
        scales = longer;
      }
      scales[2 * steps] = rate;
      scales[2 * steps + 1] = correction;
      steps++;
      for (let k = 0; k < rows.length; k++) {
        table.gradient(starts[k], starts[k + 1]);
        table.step(rows[k], rate, correction);
        lastStep[rows[k]] = steps;
      }
    },
    catchUpAll(onRow) {
      for (let row = 0; row < lastStep.length; row++) {
        if (lastStep[row] === 0) continue;
        replay(row);
        onRow?.(row);
      }
    },
  };
}
