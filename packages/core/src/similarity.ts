import { brand } from './error-brand.js';
import { InputError, type InputErrorCode } from './errors.js';
import { checkMatrix, createMatrix, type Matrix, row, type Vector } from './matrix.js';

/**
 * The dot product Σ aᵢ bᵢ of two vectors, summed in float64.
 *
 * @throws InputError for what is no vector, and where the lengths differ.
 */
export function dot(a: Vector, b: Vector): number {
  requireEqualLengths(lengthOf(a), lengthOf(b));
  return sumOfProducts(a, b);
}

/**
 * The cosine of the angle between two vectors, a·b / (|a| |b|), from -1 to 1; 0 where either is all zeros, since a
 * zero vector points nowhere. Equal vectors give exactly 1. NaN in gives NaN out.
 *
 * @throws InputError for what is no vector, and where the lengths differ.
 */
export function cosineSimilarity(a: Vector, b: Vector): number {
  requireEqualLengths(lengthOf(a), lengthOf(b));
  return cosine(sumOfProducts(a, b), sumOfProducts(a, a), sumOfProducts(b, b));
}

/**
 * All cosines between the rows of `matrix` and the rows of `other` (by default of `matrix` again):
 * `matrix.rows` x `other.rows`, row i holding row i's cosine with each row of `other`. Zero rows give 0.
 *
 * @throws InputError for what is no matrix, and where the widths differ.
 */
export function cosineSimilarities(matrix: Matrix, other: Matrix = matrix): Matrix {
  checkMatrix(matrix);
  checkMatrix(other, 'other');
  if (matrix.dim !== other.dim) {
    throw new InputError({
      where: 'other',
      what: 'is of another width',
      value: other.dim,
      allowed: `${matrix.dim} dims`,
    });
  }
  const squares = squaredNorms(other);
  const result = createMatrix(matrix.rows, other.rows);
  for (let i = 0; i < matrix.rows; i++) {
    const a = row(matrix, i);
    const square = sumOfProducts(a, a);
    const out = row(result, i);
    for (let j = 0; j < other.rows; j++) out[j] = cosine(sumOfProducts(a, row(other, j)), square, squares[j]);
  }
  return result;
}

/** The squared length |x|² of each row, in float64. */
export function squaredNorms(matrix: Matrix): Float64Array {
  const squares = new Float64Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    const values = row(matrix, i);
    squares[i] = sumOfProducts(values, values);
  }
  return squares;
}

/**
 * The squared length of each row, which must be finite.
 * @throws InputError naming the first row that holds a value that is not
 */
export function finiteSquaredNorms(matrix: Matrix): Float64Array {
  const squares = squaredNorms(matrix);
  const unfit = squares.findIndex((square) => !Number.isFinite(square));
  if (unfit === -1) return squares;
  throw new InputError({ where: `row ${unfit}`, what: 'holds a value that is not finite' });
}

/**
 * A cosine from a dot product and the two squared norms; 0 where a norm is zero. One square root of the product, not
 * the product of two roots: sqrt(s * s) is s again, so that equal vectors give exactly 1.
 */
export function cosine(product: number, squareA: number, squareB: number): number {
  const norms = Math.sqrt(squareA * squareB);
  return norms === 0 ? 0 : Math.max(-1, Math.min(1, product / norms));
}

function sumOfProducts(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Undefined for what is no vector, such as a text or a matrix. */
function lengthOf(vector: Vector): number | undefined {
  return typeof vector === 'object' ? vector?.length : undefined;
}

function requireEqualLengths(a: number | undefined, b: number | undefined): void {
  if (a === undefined || a !== b) {
    // Not by the class: it would be most of what a page downloads that needs a cosine alone.
    const message = `vectors of ${a} and ${b} values cannot be compared; allowed: two of one length`;
    throw brand(Object.assign(new Error(message), { code: 'invalid-argument' satisfies InputErrorCode }), 'InputError');
  }
}
