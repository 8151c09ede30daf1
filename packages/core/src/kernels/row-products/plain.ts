/**
 * out[i] = Σⱼ rows[i * dim + j] query[j] for `count` rows in float32; dim is a multiple of 8. Value j goes to sum j mod 8, each
 * step rounded to float32, and the eight are added in pairs at the end: the order of the SIMD twin, so that both give the
 * same bits.
 */
export function rowProductsPlain(
  rows: Float32Array,
  query: Float32Array,
  out: Float32Array,
  count: number,
  dim: number,
): void {
  const { fround } = Math;
  for (let i = 0, start = 0; i < count; i++, start += dim) {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let j = 0, at = start; j < dim; j += 8, at += 8) {
      s0 = fround(s0 + fround(rows[at] * query[j]));
      s1 = fround(s1 + fround(rows[at + 1] * query[j + 1]));
      s2 = fround(s2 + fround(rows[at + 2] * query[j + 2]));
      s3 = fround(s3 + fround(rows[at + 3] * query[j + 3]));
      s4 = fround(s4 + fround(rows[at + 4] * query[j + 4]));
      s5 = fround(s5 + fround(rows[at + 5] * query[j + 5]));
      s6 = fround(s6 + fround(rows[at + 6] * query[j + 6]));
      s7 = fround(s7 + fround(rows[at + 7] * query[j + 7]));
    }
    const [t0, t1, t2, t3] = [fround(s0 + s4), fround(s1 + s5), fround(s2 + s6), fround(s3 + s7)];
    out[i] = fround(fround(t0 + t1) + fround(t2 + t3));
  }
}
