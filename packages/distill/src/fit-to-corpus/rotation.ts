import type { Matrix } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';
import { symmetricEigen } from '../symmetric-eigen.js';
import { centred, crossProduct, product } from '../table-arithmetic.js';

// Below this share of the largest, a singular value is rounding.
const LEAST_SINGULAR = 1e-6;

/**
 * The rotation R and the one factor s that bring the rows of `from` nearest to those of `onto`, both less their means, as s R
 * (from.dim x onto.dim): cosines stay as they are. Orthogonal Procrustes (Schönemann 1966): with M = fromᵀ onto, R = M (Mᵀ M)^(-1/2).
 */
export async function rotationOnto(from: Matrix, onto: Matrix, { signal }: { signal?: AbortSignal }): Promise<Matrix> {
  const [x, y] = [centred(from), centred(onto)];
  const [d, k] = [from.dim, onto.dim];
  const m = await crossProduct(x, y, createYielder(signal));
  const squares = new Float64Array(k * k);
  for (let i = 0; i < d; i++) {
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) squares[a * k + b] += m[i * k + a] * m[i * k + b];
  }
  const { values, vectors } = symmetricEigen(squares, k);
  const singular = values.map((value) => Math.sqrt(Math.max(value, 0)));
  // (Mᵀ M)^(-1/2), of directions that the two have in common: symmetric, so that a row is as good as a column.
  const root = new Float64Array(k * k);
  singular.forEach((value, j) => {
    if (value <= LEAST_SINGULAR * singular[0]) return;
    for (let a = 0; a < k; a++) {
      const share = vectors[a * k + j] / value;
      for (let b = 0; b < k; b++) root[a * k + b] += share * vectors[b * k + j];
    }
  });
  const rotation = new Float32Array(d * k);
  for (let i = 0; i < d; i++) {
    for (let b = 0; b < k; b++) {
      let sum = 0;
      for (let a = 0; a < k; a++) sum += m[i * k + a] * root[b * k + a];
      rotation[i * k + b] = sum;
    }
  }
  const turned = product(x, { data: rotation, rows: d, dim: k });
  const length = turned.data.reduce((sum, value) => sum + value * value, 0);
  const scale = length === 0 ? 0 : singular.reduce((sum, value) => sum + value, 0) / length;
  return { data: rotation.map((value) => scale * value), rows: d, dim: k };
}
