// out (m x n, row-major) += aᵀ b; a is depth x m in panels of four columns, b depth x n in panels of eight, float32; by byte offset.
// The sums of plain.ts in the same order, four rows by eight columns at a time: 8 accumulators of 4 lanes.
export function matrixProduct(a: usize, b: usize, out: usize, depth: u32, m: u32, n: u32): void {
  const aPanelBytes = (depth as usize) << 4;
  const bPanelBytes = (depth as usize) << 5;
  const rowBytes = (n as usize) << 2;
  for (let j: u32 = 0; j < n; j += 8) {
    const bPanel = b + ((j >> 3) as usize) * bPanelBytes;
    const bEnd = bPanel + bPanelBytes;
    for (let i: u32 = 0; i < m; i += 4) {
      const row0 = out + (i as usize) * rowBytes + ((j as usize) << 2);
      const row1 = row0 + rowBytes;
      const row2 = row1 + rowBytes;
      const row3 = row2 + rowBytes;
      let s00 = v128.load(row0), s01 = v128.load(row0, 16);
      let s10 = v128.load(row1), s11 = v128.load(row1, 16);
      let s20 = v128.load(row2), s21 = v128.load(row2, 16);
      let s30 = v128.load(row3), s31 = v128.load(row3, 16);
      let p = a + ((i >> 2) as usize) * aPanelBytes;
      for (let q = bPanel; q < bEnd; q += 32, p += 16) {
        const b0 = v128.load(q), b1 = v128.load(q, 16);
        const a0 = v128.load32_splat(p);
        s00 = f32x4.add(s00, f32x4.mul(a0, b0));
        s01 = f32x4.add(s01, f32x4.mul(a0, b1));
        const a1 = v128.load32_splat(p, 4);
        s10 = f32x4.add(s10, f32x4.mul(a1, b0));
        s11 = f32x4.add(s11, f32x4.mul(a1, b1));
        const a2 = v128.load32_splat(p, 8);
        s20 = f32x4.add(s20, f32x4.mul(a2, b0));
        s21 = f32x4.add(s21, f32x4.mul(a2, b1));
        const a3 = v128.load32_splat(p, 12);
        s30 = f32x4.add(s30, f32x4.mul(a3, b0));
        s31 = f32x4.add(s31, f32x4.mul(a3, b1));
      }
      v128.store(row0, s00); v128.store(row0, s01, 16);
      v128.store(row1, s10); v128.store(row1, s11, 16);
      v128.store(row2, s20); v128.store(row2, s21, 16);
      v128.store(row3, s30); v128.store(row3, s31, 16);
    }
  }
}
