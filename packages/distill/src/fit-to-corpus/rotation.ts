import type { Matrix } from '@m2v/core';
import { createYielder } from '@m2v/core/kit';
import { symmetricEigen } from '../symmetric-eigen.js';
import { centred, crossProduct, product } from '../table-arithmetic.js';

// Below this share of the largest, a singular value is rounding.
const LEAST_SINGULAR = 1e-6;

/**
 * The rotation R (from.dim x onto.dim) that brings the rows of `from` nearest to those of `onto`, both less their means. Orthogonal
 * Procrustes (Schönemann 1966): with M = fromᵀ onto, R = M (Mᵀ M)^(-1/2).
 */
export async function rotationOnto(from: Matrix, onto: Matrix, { signal }: { signal?: AbortSignal }): Promise<Matrix> {
  const pause = createYielder(signal);
  const [d, k] = [from.dim, onto.dim];
  const m = await crossProduct(centred(from), centred(onto), pause);
  const squares = new Float64Array(k * k);
  for (let i = 0; i < d; i++) {
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) squares[a * k + b] += m[i * k + a] * m[i * k + b];
  }
  const { values, vectors } = await symmetricEigen(squares, k, { pause });
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
  return { data: rotation, rows: d, dim: k };
}

/** A map times the one factor with which it brings the rows of `from` nearest to those of `onto`, both less their means. */
export function scaledOnto(from: Matrix, onto: Matrix, map: Matrix): Matrix {
  const [mapped, wanted] = [product(centred(from), map).data, centred(onto).data];
  let [agreement, length] = [0, 0];
  for (let at = 0; at < mapped.length; at++) {
    agreement += mapped[at] * wanted[at];
    length += mapped[at] * mapped[at];
  }
  const factor = length === 0 ? 0 : agreement / length;
  return { ...map, data: map.data.map((value) => factor * value) };
}
