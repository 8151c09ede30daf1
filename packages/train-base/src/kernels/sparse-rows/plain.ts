// The plain twin of simd.as.ts: the same sums in the same order, rounded to float32 at each step, so that both give the same
// bits. Offsets are those of floats (of ids in int32), not of bytes.

const { fround, sqrt } = Math;
const [BETA1, REST1, BETA2, REST2, EPSILON] = [0.9, 1 - 0.9, 0.999, 1 - 0.999, 1e-8].map(fround);

/** The same memory as float32 and as int32. */
export interface Words {
  floats: Float32Array;
  ints: Int32Array;
}

/** out (pitch) = Σ weights[t] table[ids[t]] / divisor, summed in order. */
export function gatherMean(
  { floats, ints }: Words,
  table: number,
  ids: number,
  weights: number,
  count: number,
  pitch: number,
  divisor: number,
  out: number,
): void {
  floats.fill(0, out, out + pitch);
  for (let t = 0; t < count; t++) {
    const row = table + ints[ids + t] * pitch;
    const weight = floats[weights + t];
    for (let j = 0; j < pitch; j++) floats[out + j] += fround(weight * floats[row + j]);
  }
  for (let j = out; j < out + pitch; j++) floats[j] /= divisor;
}

/** One step of Adam for a row: value -= rate m / (√v correction + ε). */
export function adamStep(
  { floats }: Words,
  value: number,
  m: number,
  v: number,
  gradient: number,
  pitch: number,
  rate: number,
  correction: number,
): void {
  for (let j = 0; j < pitch; j++) {
    const g = floats[gradient + j];
    const mean = fround(fround(BETA1 * floats[m + j]) + fround(REST1 * g));
    const square = fround(fround(BETA2 * floats[v + j]) + fround(fround(REST2 * g) * g));
    floats[m + j] = mean;
    floats[v + j] = square;
    const divisor = fround(fround(fround(sqrt(square)) * correction) + EPSILON);
    floats[value + j] -= fround(fround(rate * mean) / divisor);
  }
}

/** Steps without a gradient for a row; `scales` has rate and correction of each, one after the other. */
export function adamReplay(
  { floats }: Words,
  value: number,
  m: number,
  v: number,
  pitch: number,
  scales: number,
  steps: number,
): void {
  for (let j = 0; j < pitch; j++) {
    let mean = floats[m + j];
    let square = floats[v + j];
    let x = floats[value + j];
    for (let s = scales; s < scales + 2 * steps; s += 2) {
      mean = fround(BETA1 * mean);
      square = fround(BETA2 * square);
      const divisor = fround(fround(fround(sqrt(square)) * floats[s + 1]) + EPSILON);
      x = fround(x - fround(fround(floats[s] * mean) / divisor));
    }
    floats[m + j] = mean;
    floats[v + j] = square;
    floats[value + j] = x;
  }
}
