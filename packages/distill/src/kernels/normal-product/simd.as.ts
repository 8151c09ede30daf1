// Rows of pitch floats (a multiple of 16), all by byte offset; ids and starts are int32, shares float32, one a text. The sums of
// plain.ts.

// output += Aᵀ A input over texts first to below last, or Aᵀ (targets - A input) where targets is not 0; sum has room for a row.
export function normalProduct(
  input: usize,
  output: usize,
  ids: usize,
  shares: usize,
  starts: usize,
  sum: usize,
  first: u32,
  last: u32,
  pitch: u32,
  targets: usize,
): void {
  const rowBytes = (pitch as usize) << 2;
  let target = targets;
  for (let i = first; i < last; i++) {
    const at = starts + ((i as usize) << 2);
    const begin = ids + ((load<i32>(at) as usize) << 2);
    const end = ids + ((load<i32>(at, 4) as usize) << 2);
    const share = v128.load32_splat(shares + ((i as usize) << 2));
    for (let j: usize = 0; j < rowBytes; j += 64) {
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (let t = begin; t < end; t += 4) {
        const p = input + (load<i32>(t) as usize) * rowBytes + j;
        s0 = f32x4.add(s0, v128.load(p));
        s1 = f32x4.add(s1, v128.load(p, 16));
        s2 = f32x4.add(s2, v128.load(p, 32));
        s3 = f32x4.add(s3, v128.load(p, 48));
      }
      s0 = f32x4.mul(share, s0);
      s1 = f32x4.mul(share, s1);
      s2 = f32x4.mul(share, s2);
      s3 = f32x4.mul(share, s3);
      if (targets != 0) {
        s0 = f32x4.sub(v128.load(target + j), s0);
        s1 = f32x4.sub(v128.load(target + j, 16), s1);
        s2 = f32x4.sub(v128.load(target + j, 32), s2);
        s3 = f32x4.sub(v128.load(target + j, 48), s3);
      }
      v128.store(sum + j, f32x4.mul(share, s0));
      v128.store(sum + j, f32x4.mul(share, s1), 16);
      v128.store(sum + j, f32x4.mul(share, s2), 32);
      v128.store(sum + j, f32x4.mul(share, s3), 48);
    }
    for (let t = begin; t < end; t += 4) {
      const row = output + (load<i32>(t) as usize) * rowBytes;
      for (let j: usize = 0; j < rowBytes; j += 16) {
        v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(sum + j)));
      }
    }
    target += rowBytes;
  }
}
