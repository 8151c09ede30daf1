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
 * For texts `first` to below `last`, one after the other: mean = share Σ input[ids[t]], taken from the text's target where
 * `targets` is not negative; then output[ids[t]] += share mean for each t. A token that occurs twice is there twice, and the
 * share is 1 / tokens, so that a pass over all texts is output += Aᵀ A input, or Aᵀ (targets - A input).
 */
export function normalProductPlain(
  { floats, ints }: Words,
  { input, output, ids, shares, starts }: Places,
  first: number,
  last: number,
  pitch: number,
  targets: number,
): void {
  for (let i = first; i < last; i++) {
    const [start, end] = [ids + ints[starts + i], ids + ints[starts + i + 1]];
    const share = floats[shares + i];
    // Eight columns at a time, which stay in registers over all tokens.
    for (let j = 0; j < pitch; j += 8) {
      // A float32 from the start, or the compiler computes in float64.
      let s0 = fround(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      let s5 = s0;
      let s6 = s0;
      let s7 = s0;
      for (let t = start; t < end; t++) {
        const at = input + ints[t] * pitch + j;
        s0 = fround(s0 + floats[at]);
        s1 = fround(s1 + floats[at + 1]);
        s2 = fround(s2 + floats[at + 2]);
        s3 = fround(s3 + floats[at + 3]);
        s4 = fround(s4 + floats[at + 4]);
        s5 = fround(s5 + floats[at + 5]);
        s6 = fround(s6 + floats[at + 6]);
        s7 = fround(s7 + floats[at + 7]);
      }
      s0 = fround(share * s0);
      s1 = fround(share * s1);
      s2 = fround(share * s2);
      s3 = fround(share * s3);
      s4 = fround(share * s4);
      s5 = fround(share * s5);
      s6 = fround(share * s6);
      s7 = fround(share * s7);
      if (targets >= 0) {
        const target = targets + (i - first) * pitch + j;
        s0 = fround(floats[target] - s0);
        s1 = fround(floats[target + 1] - s1);
        s2 = fround(floats[target + 2] - s2);
        s3 = fround(floats[target + 3] - s3);
        s4 = fround(floats[target + 4] - s4);
        s5 = fround(floats[target + 5] - s5);
        s6 = fround(floats[target + 6] - s6);
        s7 = fround(floats[target + 7] - s7);
      }
      s0 = fround(share * s0);
      s1 = fround(share * s1);
      s2 = fround(share * s2);
      s3 = fround(share * s3);
      s4 = fround(share * s4);
      s5 = fround(share * s5);
      s6 = fround(share * s6);
      s7 = fround(share * s7);
      for (let t = start; t < end; t++) {
        const at = output + ints[t] * pitch + j;
        floats[at] += s0;
        floats[at + 1] += s1;
        floats[at + 2] += s2;
        floats[at + 3] += s3;
        floats[at + 4] += s4;
        floats[at + 5] += s5;
        floats[at + 6] += s6;
        floats[at + 7] += s7;
      }
    }
  }
}
