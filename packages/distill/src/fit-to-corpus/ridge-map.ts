import type { Matrix } from '@m2v/core';
import { createCrossProduct, createYielder, packPanels, padded } from '@m2v/core/kit';
import { CholeskyDecomposition, Matrix as MlMatrix } from 'ml-matrix';

const CHUNK_ROWS = 64;

/**
 * The matrix M (features.dim x targets.dim) that makes |features M - targets|² + share · mean |feature|² · |M|² least; sums are
 * float64.
 */
export async function ridgeMap(
  features: Matrix,
  targets: Matrix,
  { share, signal }: { share: number; signal?: AbortSignal },
): Promise<Matrix> {
  const pause = createYielder(signal);
  const [k, d] = [features.dim, targets.dim];
  const product = createCrossProduct({ depth: CHUNK_ROWS, m: k, n: padded(k) + d });
  for (let first = 0; first < features.rows; first += CHUNK_ROWS) {
    const depth = Math.min(CHUNK_ROWS, features.rows - first);
    const columns = { depthStride: k, columnStride: 1, columns: k, data: features.data, start: first * k };
    packPanels(product.a, depth, columns);
    packPanels(product.b, depth, columns);
    packPanels(product.b.subarray(padded(k) * depth), depth, {
      data: targets.data,
      start: first * d,
      columns: d,
      depthStride: d,
      columnStride: 1,
    });
    product.add(depth, k, padded(k) + d);
    await pause();
  }
  const width = padded(padded(k) + d);
  const normal = new Float64Array(k * k);
  const right = new Float64Array(k * d);
  for (let i = 0; i < k; i++) {
    normal.set(product.out.subarray(i * width, i * width + k), i * k);
    right.set(product.out.subarray(i * width + padded(k), i * width + padded(k) + d), i * d);
  }
  let trace = 0;
  for (let i = 0; i < k; i++) trace += normal[i * k + i];
  // Features that are all 0 leave only the ridge, and it must not be 0 too.
  const ridge = (share * trace) / k || 1;
  for (let i = 0; i < k; i++) normal[i * k + i] += ridge;
  const solved = new CholeskyDecomposition(MlMatrix.from1DArray(k, k, normal)).solve(MlMatrix.from1DArray(k, d, right));
  return { data: Float32Array.from(solved.to1DArray()), rows: k, dim: d };
}
