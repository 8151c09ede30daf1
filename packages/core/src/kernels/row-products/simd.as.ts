// out[i] = Σ rows[i][j] query[j] for count rows of dim float32, dim a multiple of 8; by byte offset.
// The sums of plain.ts in the same order: two accumulators of 4 lanes, added in pairs at the end.
export function rowProducts(rows: usize, query: usize, out: usize, count: u32, dim: u32): void {
  const rowBytes = (dim as usize) << 2;
  const queryEnd = query + rowBytes;
  let p = rows;
  for (let i: u32 = 0; i < count; i++) {
    let low = f32x4.splat(0), high = f32x4.splat(0);
    for (let q = query; q < queryEnd; q += 32, p += 32) {
      low = f32x4.add(low, f32x4.mul(v128.load(p), v128.load(q)));
      high = f32x4.add(high, f32x4.mul(v128.load(p, 16), v128.load(q, 16)));
    }
    const sums = f32x4.add(low, high);
    const left = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
    const right = f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
    store<f32>(out + ((i as usize) << 2), left + right);
  }
}
