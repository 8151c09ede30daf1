/**
 * out (m x n, row-major) += aᵀ b, where a is depth x m and b depth x n, both in panels of four columns; m and n are
 * multiples of 4. With `upper`, only the blocks of 4 x 4 on and above the diagonal.
 * Every sum runs over depth from first to last, so that this and the SIMD twin give the same bits.
 */
export function crossProductPlain(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  depth: number,
  m: number,
  n: number,
  upper: boolean,
): void {
  for (let j = 0; j < n; j += 4) {
    for (let i = 0; i < m; i += 2) {
      if (upper && i >= j + 4) break;
      // Two rows by four columns: as many sums as stay in registers beside their factors.
      const out0 = i * n + j;
      const out1 = out0 + n;
      let s00 = out[out0];
      let s01 = out[out0 + 1];
      let s02 = out[out0 + 2];
      let s03 = out[out0 + 3];
      let s10 = out[out1];
      let s11 = out[out1 + 1];
      let s12 = out[out1 + 2];
      let s13 = out[out1 + 3];
      // Column i of a stands at (i & 3) within panel i >> 2, as row i of the panel would.
      let p = (i & ~3) * depth + (i & 3);
      const end = (j + 4) * depth;
      for (let q = j * depth; q < end; q += 4, p += 4) {
        const a0 = a[p];
        const a1 = a[p + 1];
        const b0 = b[q];
        const b1 = b[q + 1];
        const b2 = b[q + 2];
        const b3 = b[q + 3];
        s00 += a0 * b0;
        s01 += a0 * b1;
        s02 += a0 * b2;
        s03 += a0 * b3;
        s10 += a1 * b0;
        s11 += a1 * b1;
        s12 += a1 * b2;
        s13 += a1 * b3;
      }
      out[out0] = s00;
      out[out0 + 1] = s01;
      out[out0 + 2] = s02;
      out[out0 + 3] = s03;
      out[out1] = s10;
      out[out1 + 1] = s11;
      out[out1 + 2] = s12;
      out[out1 + 3] = s13;
    }
  }
}
