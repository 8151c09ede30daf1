import type { Matrix } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';
import { CholeskyDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import { crossProduct, selfProduct } from '../table-arithmetic.js';

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
  const normal = await selfProduct(features, pause);
  const right = await crossProduct(features, targets, pause);
  let trace = 0;
  for (let i = 0; i < k; i++) trace += normal[i * k + i];
  // Features that are all 0 leave only the ridge, and it must not be 0 too.
  const ridge = (share * trace) / k || 1;
  for (let i = 0; i < k; i++) normal[i * k + i] += ridge;
  const solved = new CholeskyDecomposition(MlMatrix.from1DArray(k, k, normal)).solve(MlMatrix.from1DArray(k, d, right));
  return { data: Float32Array.from(solved.to1DArray()), rows: k, dim: d };
}
