// The plain twin of simd.as.ts: the same sums in the same order, rounded to float32 at each step, so that both give the same
// bits. Offsets are those of floats (of ids and text starts in int32), not of bytes.

const { fround } = Math;

/** The same memory as float32 and as int32. */
export interface Words {
  floats: Float32Array;
  ints: Int32Array;
}

/** Where in memory what stands; the names are those of `simd.as.ts`. */
export interface Places {
  input: number;
  output: number;
  ids: number;
  shares: number;
  starts: number;
  sum: number;
}

/**
 * For texts `first` to below `last`, one after the other: sum = Σ shares[t] input[ids[t]], taken from the text's target where
 * `targets` is not negative; then output[ids[t]] += shares[t] sum for each t. A pass over all texts is output += Aᵀ A input,
 * or Aᵀ (targets - A input).
 */
export function normalProductPlain(
  { floats, ints }: Words,
  { input, output, ids, shares, starts, sum }: Places,
  first: number,
  last: number,
  pitch: number,
  targets: number,
): void {
  for (let i = first; i < last; i++) {
    const [start, end] = [ints[starts + i], ints[starts + i + 1]];
    for (let j = sum; j < sum + pitch; j++) floats[j] = 0;
    for (let t = start; t < end; t++) {
      const row = input + ints[ids + t] * pitch;
      const share = floats[shares + t];
      for (let j = 0; j < pitch; j++) floats[sum + j] += fround(share * floats[row + j]);
    }
    if (targets >= 0) {
      const target = targets + (i - first) * pitch;
      for (let j = 0; j < pitch; j++) floats[sum + j] = floats[target + j] - floats[sum + j];
    }
    for (let t = start; t < end; t++) {
      const row = output + ints[ids + t] * pitch;
      const share = floats[shares + t];
      for (let j = 0; j < pitch; j++) floats[row + j] += fround(share * floats[sum + j]);
    }
  }
}
