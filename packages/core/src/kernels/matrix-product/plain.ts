/**
 * out (m x n, row-major) += aᵀ b in float32, where a is depth x m in panels of four columns and b depth x n in panels of
 * eight; m is a multiple of 4 and n of 8. Every sum runs over depth from first to last and is rounded to float32 at each
 * step, so that this and the SIMD twin give the same bits.
 */
export function matrixProductPlain(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  depth: number,
  m: number,
  n: number,
): void {
  // A row of sums that is rounded as it is stored.
  const sums = new Float32Array(8);
  for (let j = 0; j < n; j += 8) {
    for (let i = 0; i < m; i++) {
      const at = i * n + j;
      for (let c = 0; c < 8; c++) sums[c] = out[at + c];
      // Column i of a stands at (i & 3) within panel i >> 2.
      let p = (i & ~3) * depth + (i & 3);
      const end = (j + 8) * depth;
      for (let q = j * depth; q < end; q += 8, p += 4) {
        const factor = a[p];
        for (let c = 0; c < 8; c++) sums[c] += Math.fround(factor * b[q + c]);
      }
      for (let c = 0; c < 8; c++) out[at + c] = sums[c];
    }
  }
}
