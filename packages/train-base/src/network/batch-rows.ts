import { sharedFloats, sharedInts } from '@m2v/core/kit';
import type { Batch } from './batch.js';

/**
 * A batch as its texts' rows of the table, for the forward pass, and as the table's rows with the texts that use them, for
 * the backward pass; in memory that is kept from batch to batch.
 */
export interface BatchRows {
  /** Number of texts, and of different rows. */
  sizes: Int32Array;
  /** Text i has the entries from offsets[i] to below offsets[i + 1] of `rows` and `weights`. */
  offsets: Int32Array;
  rows: Int32Array;
  weights: Float32Array;
  /** Number of tokens of each text, at least 1: what its sum is divided by. */
  lengths: Float32Array;
  /** The different rows, in order of first use. */
  used: Int32Array;
  /** The row used[k] has the entries from starts[k] to below starts[k + 1] of `users` and `userWeights`. */
  starts: Int32Array;
  /** Texts. */
  users: Int32Array;
  userWeights: Float32Array;
}

/** How large batches get. */
export interface BatchLimits {
  texts: number;
  /** Different tokens of texts, summed over the batch. */
  entries: number;
}

/** @param tableRows rows of the table */
export function createBatchRows({ texts, entries }: BatchLimits, tableRows: number): BatchRows {
  const different = Math.min(entries, tableRows);
  return {
    sizes: sharedInts(2),
    offsets: sharedInts(texts + 1),
    rows: sharedInts(entries),
    weights: sharedFloats(entries),
    lengths: sharedFloats(texts),
    used: sharedInts(different),
    starts: sharedInts(different + 1),
    users: sharedInts(entries),
    userWeights: sharedFloats(entries),
  };
}

export function textCount({ sizes }: BatchRows): number {
  return sizes[0];
}

/** The different rows of the table that a batch uses. */
export function usedRows({ sizes, used }: BatchRows): Int32Array {
  return used.subarray(0, sizes[1]);
}

/** What turns a token into a row of the table. */
export interface TokenMap {
  /** The row of each token; absent: token i has row i. */
  mapping?: Int32Array;
  /** What each token's row is multiplied by. */
  tokenWeights?: Float32Array;
}

/**
 * A function that puts batches into `out`.
 * @param tableRows rows of the table
 */
export function createBatchFiller(
  { mapping, tokenWeights }: TokenMap,
  out: BatchRows,
  tableRows: number,
): (batch: Batch) => void {
  // For each row of the table its place in `used`, where it is used.
  const slots = new Int32Array(tableRows).fill(-1);
  return ({ ids, counts, offsets }) => {
    const { used, starts, users, userWeights } = out;
    const texts = offsets.length - 1;
    out.offsets.set(offsets);
    let different = 0;
    for (let i = 0; i < texts; i++) {
      let length = 0;
      for (let t = offsets[i]; t < offsets[i + 1]; t++) {
        const row = mapping === undefined ? ids[t] : mapping[ids[t]];
        length += counts[t];
        out.rows[t] = row;
        out.weights[t] = tokenWeights === undefined ? counts[t] : counts[t] * tokenWeights[ids[t]];
        if (slots[row] < 0) {
          slots[row] = different;
          starts[different] = 0;
          used[different++] = row;
        }
        starts[slots[row]]++;
      }
      out.lengths[i] = Math.max(length, 1);
    }
    // Numbers of entries become the ends of each row's entries; filling from the back makes them beginnings.
    for (let k = 1; k < different; k++) starts[k] += starts[k - 1];
    starts[different] = ids.length;
    for (let i = texts - 1; i >= 0; i--) {
      for (let t = offsets[i + 1] - 1; t >= offsets[i]; t--) {
        const at = --starts[slots[out.rows[t]]];
        users[at] = i;
        userWeights[at] = out.weights[t];
      }
    }
    for (let k = 0; k < different; k++) slots[used[k]] = -1;
    out.sizes[0] = texts;
    out.sizes[1] = different;
  };
}
