// Rows of a float32 table (pitch floats each, a multiple of 4), all by byte offset; ids are int32, weights float32. The sums of plain.ts in its order.

// out (pitch) = Σ weights[t] table[ids[t]] / divisor, summed in order.
export function gatherMean(
  table: usize,
  ids: usize,
  weights: usize,
  count: u32,
  pitch: u32,
  divisor: f32,
  out: usize,
): void {
  const rowBytes = (pitch as usize) << 2;
  const d = f32x4.splat(divisor);
  const toWeight = weights - ids;
  const idsEnd = ids + ((count as usize) << 2);
  let j: usize = 0;
  // Eight sums at a time stay in registers.
  for (; j + 128 <= rowBytes; j += 128) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    for (let t = ids; t < idsEnd; t += 4) {
      const p = table + (load<i32>(t) as usize) * rowBytes + j;
      const w = v128.load32_splat(t + toWeight);
      s0 = f32x4.add(s0, f32x4.mul(w, v128.load(p)));
      s1 = f32x4.add(s1, f32x4.mul(w, v128.load(p, 16)));
      s2 = f32x4.add(s2, f32x4.mul(w, v128.load(p, 32)));
      s3 = f32x4.add(s3, f32x4.mul(w, v128.load(p, 48)));
      s4 = f32x4.add(s4, f32x4.mul(w, v128.load(p, 64)));
      s5 = f32x4.add(s5, f32x4.mul(w, v128.load(p, 80)));
      s6 = f32x4.add(s6, f32x4.mul(w, v128.load(p, 96)));
      s7 = f32x4.add(s7, f32x4.mul(w, v128.load(p, 112)));
    }
    v128.store(out + j, f32x4.div(s0, d));
    v128.store(out + j, f32x4.div(s1, d), 16);
    v128.store(out + j, f32x4.div(s2, d), 32);
    v128.store(out + j, f32x4.div(s3, d), 48);
    v128.store(out + j, f32x4.div(s4, d), 64);
    v128.store(out + j, f32x4.div(s5, d), 80);
    v128.store(out + j, f32x4.div(s6, d), 96);
    v128.store(out + j, f32x4.div(s7, d), 112);
  }
  for (; j < rowBytes; j += 16) {
    let s = f32x4.splat(0);
    for (let t = ids; t < idsEnd; t += 4) {
      const value = v128.load(table + (load<i32>(t) as usize) * rowBytes + j);
      s = f32x4.add(s, f32x4.mul(v128.load32_splat(t + toWeight), value));
    }
    v128.store(out + j, f32x4.div(s, d));
  }
}

// One step of Adam for a row: value -= rate m / (√v correction + ε).
export function adamStep(value: usize, m: usize, v: usize, gradient: usize, pitch: u32, rate: f32, correction: f32): void {
  const b1 = f32x4.splat(0.9), r1 = f32x4.splat(<f32>(<f64>1 - <f64>0.9)), b2 = f32x4.splat(0.999), r2 = f32x4.splat(<f32>(<f64>1 - <f64>0.999));
  const e = f32x4.splat(1e-8), a = f32x4.splat(rate), c = f32x4.splat(correction);
  const end = (pitch as usize) << 2;
  for (let j: usize = 0; j < end; j += 16) {
    const g = v128.load(gradient + j);
    const mean = f32x4.add(f32x4.mul(b1, v128.load(m + j)), f32x4.mul(r1, g));
    const square = f32x4.add(f32x4.mul(b2, v128.load(v + j)), f32x4.mul(f32x4.mul(r2, g), g));
    v128.store(m + j, mean);
    v128.store(v + j, square);
    const update = f32x4.div(f32x4.mul(a, mean), f32x4.add(f32x4.mul(f32x4.sqrt(square), c), e));
    v128.store(value + j, f32x4.sub(v128.load(value + j), update));
  }
}

// Steps without a gradient for a row; scales has rate and correction of each, as float32 pairs.
export function adamReplay(value: usize, m: usize, v: usize, pitch: u32, scales: usize, steps: u32): void {
  const b1 = f32x4.splat(0.9), b2 = f32x4.splat(0.999), e = f32x4.splat(1e-8);
  const end = (pitch as usize) << 2;
  const scalesEnd = scales + ((steps as usize) << 3);
  for (let j: usize = 0; j < end; j += 16) {
    let mean = v128.load(m + j), square = v128.load(v + j), x = v128.load(value + j);
    for (let s = scales; s < scalesEnd; s += 8) {
      mean = f32x4.mul(b1, mean);
      square = f32x4.mul(b2, square);
      const update = f32x4.div(
        f32x4.mul(v128.load32_splat(s), mean),
        f32x4.add(f32x4.mul(f32x4.sqrt(square), v128.load32_splat(s, 4)), e),
      );
      x = f32x4.sub(x, update);
    }
    v128.store(m + j, mean);
    v128.store(v + j, square);
    v128.store(value + j, x);
  }
}
