import type { Random, TokenBags } from '@m2v/core/kit';

/** The texts of one step, and which rows of the data they are. */
export interface Batch extends TokenBags {
  indices: Int32Array;
}

/** The texts with these indices, one after the other. */
export function batchOf({ ids, counts, offsets }: TokenBags, indices: Int32Array): Batch {
  const starts = new Int32Array(indices.length + 1);
  for (let i = 0; i < indices.length; i++) starts[i + 1] = starts[i] + offsets[indices[i] + 1] - offsets[indices[i]];
  const batch = { ids: new Int32Array(starts[indices.length]), counts: new Float32Array(starts[indices.length]) };
  for (let i = 0; i < indices.length; i++) {
    const [start, end] = [offsets[indices[i]], offsets[indices[i] + 1]];
    batch.ids.set(ids.subarray(start, end), starts[i]);
    batch.counts.set(counts.subarray(start, end), starts[i]);
  }
  return { ...batch, offsets: starts, indices };
}

/** The batch without some of its tokens: each is kept with probability 1 - p, and one of a text where none would be left. */
export function dropTokens({ ids, counts, offsets, indices }: Batch, p: number, random: Random): Batch {
  const kept = { ids: new Int32Array(ids.length), counts: new Float32Array(ids.length) };
  const starts = new Int32Array(offsets.length);
  let used = 0;
  const keep = (id: number, count: number) => {
    kept.ids[used] = id;
    kept.counts[used++] = count;
  };
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (let t = offsets[i]; t < offsets[i + 1]; t++) {
      let count = 0;
      for (let k = 0; k < counts[t]; k++) if (random.next() >= p) count++;
      if (count > 0) keep(ids[t], count);
    }
    if (used === starts[i] && offsets[i + 1] > offsets[i]) keep(ids[offsets[i]], 1);
    starts[i + 1] = used;
  }
  return { ids: kept.ids.subarray(0, used), counts: kept.counts.subarray(0, used), offsets: starts, indices };
}
