/** Indices of the sequences that go through the teacher together. */
export type Batch = number[];

export interface BatchLimits {
  /** Sequences a batch at most. */
  batchSize: number;
  /** Positions a batch at most, padding included; a longer sequence is a batch of its own. */
  batchTokens: number;
}

/** Batches of sequences of like length, shortest first; equal lengths stay in order. */
export function planBatches(lengths: readonly number[], { batchSize, batchTokens }: BatchLimits): Batch[] {
  const order = lengths.map((_, i) => i).sort((a, b) => lengths[a] - lengths[b] || a - b);
  const batches: Batch[] = [];
  let current: Batch = [];
  for (const index of order) {
    // Sorted by length, so the newcomer is the longest and sets the width.
    const positions = (current.length + 1) * lengths[index];
    if (current.length > 0 && (current.length === batchSize || positions > batchTokens)) {
      batches.push(current);
      current = [];
    }
    current.push(index);
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
