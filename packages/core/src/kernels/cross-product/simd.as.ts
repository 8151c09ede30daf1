// out (m x n, row-major) += aᵀ b; a is depth x m, b depth x n, float64 in panels of four columns; all by byte offset.
// The sums of plain.ts in the same order, four rows by four columns at a time: 8 accumulators of 2 lanes.
export function crossProduct(a: usize, b: usize, out: usize, depth: u32, m: u32, n: u32, upper: u32): void {
  const panelBytes = (depth as usize) << 5;
  const rowBytes = (n as usize) << 3;
  for (let j: u32 = 0; j < n; j += 4) {
    const bPanel = b + ((j >> 2) as usize) * panelBytes;
    const bEnd = bPanel + panelBytes;
    for (let i: u32 = 0; i < m; i += 4) {
      if (upper && i > j) break;
      const row0 = out + (i as usize) * rowBytes + ((j as usize) << 3);
      const row1 = row0 + rowBytes;
      const row2 = row1 + rowBytes;
      const row3 = row2 + rowBytes;
      let s00 = v128.load(row0), s01 = v128.load(row0, 16);
      let s10 = v128.load(row1), s11 = v128.load(row1, 16);
      let s20 = v128.load(row2), s21 = v128.load(row2, 16);
      let s30 = v128.load(row3), s31 = v128.load(row3, 16);
      let p = a + ((i >> 2) as usize) * panelBytes;
      for (let q = bPanel; q < bEnd; q += 32, p += 32) {
        const b0 = v128.load(q), b1 = v128.load(q, 16);
        const a0 = v128.load64_splat(p);
        s00 = f64x2.add(s00, f64x2.mul(a0, b0));
        s01 = f64x2.add(s01, f64x2.mul(a0, b1));
        const a1 = v128.load64_splat(p, 8);
        s10 = f64x2.add(s10, f64x2.mul(a1, b0));
        s11 = f64x2.add(s11, f64x2.mul(a1, b1));
        const a2 = v128.load64_splat(p, 16);
        s20 = f64x2.add(s20, f64x2.mul(a2, b0));
        s21 = f64x2.add(s21, f64x2.mul(a2, b1));
        const a3 = v128.load64_splat(p, 24);
        s30 = f64x2.add(s30, f64x2.mul(a3, b0));
        s31 = f64x2.add(s31, f64x2.mul(a3, b1));
      }
      v128.store(row0, s00); v128.store(row0, s01, 16);
      v128.store(row1, s10); v128.store(row1, s11, 16);
      v128.store(row2, s20); v128.store(row2, s21, 16);
      v128.store(row3, s30); v128.store(row3, s31, 16);
    }
  }
}
