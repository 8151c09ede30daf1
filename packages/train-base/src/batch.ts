import type { Random } from '@m2v/core/kit';
import type { TokenizedTexts } from './tokenized-texts.js';

/** The texts of one step as token ids, and which rows of the data they are. */
export interface Batch extends TokenizedTexts {
  indices: Int32Array;
}

/** The texts with these indices, one after the other. */
export function batchOf({ ids, offsets }: TokenizedTexts, indices: Int32Array): Batch {
  const starts = new Int32Array(indices.length + 1);
  for (let i = 0; i < indices.length; i++) starts[i + 1] = starts[i] + offsets[indices[i] + 1] - offsets[indices[i]];
  const batch = new Int32Array(starts[indices.length]);
  for (let i = 0; i < indices.length; i++) {
    batch.set(ids.subarray(offsets[indices[i]], offsets[indices[i] + 1]), starts[i]);
  }
  return { ids: batch, offsets: starts, indices };
}

/** The batch without some of its tokens: each is kept with probability 1 - p, and a text's first where none would be left. */
export function dropTokens({ ids, offsets, indices }: Batch, p: number, random: Random): Batch {
  const kept = new Int32Array(ids.length);
  const starts = new Int32Array(offsets.length);
  let used = 0;
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (let t = offsets[i]; t < offsets[i + 1]; t++) if (random.next() >= p) kept[used++] = ids[t];
    if (used === starts[i] && offsets[i + 1] > offsets[i]) kept[used++] = ids[offsets[i]];
    starts[i + 1] = used;
  }
  return { ids: kept.subarray(0, used), offsets: starts, indices };
}
