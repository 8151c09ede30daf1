import type { Batch } from './batch.js';
import type { TrainableModel } from './trainable-model.js';

/** The rows of the table that a batch uses; valid until the next batch is asked for. */
export interface UsedRows {
  /** In order of first use; the first `count` count. */
  rows: Int32Array;
  count: number;
  /** For each row of the table its place in `rows`, where it is used. */
  slots: Int32Array;
}

/** Finds the rows that batches use, in memory that is kept from batch to batch. */
export function createUsedRows({
  embeddings,
  dim,
  mapping,
}: Pick<TrainableModel, 'embeddings' | 'dim' | 'mapping'>): (batch: Batch) => UsedRows {
  const slots = new Int32Array(embeddings.length / dim).fill(-1);
  const rows = new Int32Array(slots.length);
  let count = 0;
  return ({ ids }) => {
    for (let k = 0; k < count; k++) slots[rows[k]] = -1;
    count = 0;
    for (let t = 0; t < ids.length; t++) {
      const row = mapping === undefined ? ids[t] : mapping[ids[t]];
      if (slots[row] >= 0) continue;
      slots[row] = count;
      rows[count++] = row;
    }
    return { rows, count, slots };
  };
}
