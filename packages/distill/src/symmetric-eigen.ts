import { createRandom } from '@m2v/core/kit';
import type { Eigen } from './pca.js';

/**
 * The eigenvalues of a symmetric matrix (n x n, row-major), the largest first, and the eigenvectors of the first `count`:
 * Householder's reduction to a tridiagonal matrix, its eigenvalues by QL steps with implicit shifts (tred2 and tql1 of EISPACK), its
 * vectors by inverse iteration (dstein of LAPACK). A teacher's two views have three times the axes that a student keeps; leaving the
 * others out saves half of the time.
 * @param pause awaited between the steps that take longest
 */
export async function symmetricEigen(
  matrix: Float64Array,
  n: number,
  { count = n, pause }: { count?: number; pause: () => Promise<void> },
): Promise<Eigen> {
  // Of very small numbers, and of very large ones, the squares would be none.
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const { diagonal, beside, reflections } = await tridiagonal(
    matrix.map((value) => value / largest),
    n,
    pause,
  );
  const values = eigenvalues(diagonal.slice(), beside.slice());
  const rows = await eigenvectors({ diagonal, beside }, values.slice(0, count), pause);
  await reflect(rows, reflections, pause);
  const vectors = new Float64Array(n * count);
  rows.forEach((row, j) => {
    for (let i = 0; i < n; i++) vectors[i * count + j] = row[i];
  });
  return { values: values.map((value) => value * largest), vectors };
}

/** The diagonal, and what stands beside it (beside[i] between i and i + 1). */
interface Tridiagonal {
  diagonal: Float64Array;
  beside: Float64Array;
}

/** Of the plane at right angles to `axis`, whose square is twice `half`; it leaves what comes after the axis's length alone. */
interface Reflection {
  axis: Float64Array;
  half: number;
}

// Squares below it are rounding's, and dividing by them would give no numbers.
const TINY = 1e-290;

/** @param a its lower triangle is read, and then holds the reflections' axes */
async function tridiagonal(
  a: Float64Array,
  n: number,
  pause: () => Promise<void>,
): Promise<Tridiagonal & { reflections: Reflection[] }> {
  const beside = new Float64Array(n);
  const reflections: Reflection[] = [];
  const image = new Float64Array(n);
  for (let k = n - 1; k > 0; k--) {
    const v = a.subarray(k * n, k * n + k);
    const squares = dot(v, v, k);
    // A reflection of row k that leaves only its last entry before the diagonal; none is needed where nothing is left of it.
    if (squares - v[k - 1] ** 2 < TINY) {
      beside[k - 1] = v[k - 1];
      continue;
    }
    const length = v[k - 1] > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    beside[k - 1] = length;
    const half = squares - v[k - 1] * length;
    v[k - 1] -= length;
    reflections.push({ axis: v, half });
    multiplyLower(a, n, k, v, image);
    const along = dot(v, image, k) / half / (2 * half);
    for (let j = 0; j < k; j++) image[j] = image[j] / half - along * v[j];
    subtractLower(a, n, k, v, image);
    await pause();
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]);
  return { diagonal, beside, reflections: reflections.reverse() };
}

/**
 * image = A v for the leading k x k part of a symmetric matrix, of which the lower triangle is read; two rows at once, since one sum
 * would wait for each addition before the next.
 */
function multiplyLower(a: Float64Array, n: number, k: number, v: Float64Array, image: Float64Array): void {
  image.fill(0, 0, k);
  // Of an odd number of rows the first is alone, and has one entry.
  if (k % 2 === 1) image[0] = a[0] * v[0];
  for (let j = k % 2; j < k; j += 2) {
    const [v0, v1, row0, row1] = [v[j], v[j + 1], j * n, (j + 1) * n];
    const beside = a[row1 + j];
    let sum0 = a[row0 + j] * v0 + beside * v1;
    let sum1 = beside * v0 + a[row1 + j + 1] * v1;
    for (let i = 0; i < j; i++) {
      const a0 = a[row0 + i];
      const a1 = a[row1 + i];
      sum0 += a0 * v[i];
      sum1 += a1 * v[i];
      image[i] += a0 * v0 + a1 * v1;
    }
    image[j] += sum0;
    image[j + 1] += sum1;
  }
}

/** A - v wᵀ - w vᵀ for the same part, likewise. */
function subtractLower(a: Float64Array, n: number, k: number, v: Float64Array, w: Float64Array): void {
  if (k % 2 === 1) a[0] -= 2 * v[0] * w[0];
  for (let j = k % 2; j < k; j += 2) {
    const [v0, w0, row0] = [v[j], w[j], j * n];
    const [v1, w1, row1] = [v[j + 1], w[j + 1], row0 + n];
    for (let i = 0; i <= j; i++) {
      const vi = v[i];
      const wi = w[i];
      a[row0 + i] -= v0 * wi + w0 * vi;
      a[row1 + i] -= v1 * wi + w1 * vi;
    }
    a[row1 + j + 1] -= 2 * v1 * w1;
  }
}

/** Turns vectors of the tridiagonal matrix into those of the matrix that it was made of. */
async function reflect(
  vectors: readonly Float64Array[],
  reflections: readonly Reflection[],
  pause: () => Promise<void>,
): Promise<void> {
  for (const { axis, half } of reflections) {
    for (const vector of vectors) {
      subtractMultiple(vector, axis, dot(axis, vector, axis.length) / half);
    }
    await pause();
  }
}

/** The eigenvalues, the largest first; what is given is overwritten. */
function eigenvalues(diagonal: Float64Array, beside: Float64Array): number[] {
  const n = diagonal.length;
  let shift = 0;
  let largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(diagonal[l]) + Math.abs(beside[l]));
    let m = l;
    while (Math.abs(beside[m]) > Number.EPSILON * largest) m++;
    while (m > l && Math.abs(beside[l]) > Number.EPSILON * largest) {
      shift += shiftFrom(diagonal, beside, l, n);
      sweep(diagonal, beside, { l, m });
    }
    diagonal[l] += shift;
    beside[l] = 0;
  }
  return Array.from(diagonal.sort()).reverse();
}

/** Moves the diagonal from l on by what is taken for its eigenvalue; gives that. */
function shiftFrom(diagonal: Float64Array, beside: Float64Array, l: number, n: number): number {
  const at = diagonal[l];
  const slope = (diagonal[l + 1] - at) / (2 * beside[l]);
  const root = slope < 0 ? -Math.hypot(slope, 1) : Math.hypot(slope, 1);
  diagonal[l] = beside[l] / (slope + root);
  diagonal[l + 1] = beside[l] * (slope + root);
  const shift = at - diagonal[l];
  for (let i = l + 2; i < n; i++) diagonal[i] -= shift;
  return shift;
}

/** One QL step over l to m: rotations of neighbours, from below. */
function sweep(diagonal: Float64Array, beside: Float64Array, { l, m }: { l: number; m: number }): void {
  const [next, besideNext] = [diagonal[l + 1], beside[l + 1]];
  let p = diagonal[m];
  let [cosine, sine] = [1, 0];
  let [cosineBefore, cosineBeforeThat, sineBefore] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    cosineBeforeThat = cosineBefore;
    cosineBefore = cosine;
    sineBefore = sine;
    const g = cosine * beside[i];
    const h = cosine * p;
    const r = Math.hypot(p, beside[i]);
    beside[i + 1] = sine * r;
    sine = beside[i] / r;
    cosine = p / r;
    p = cosine * diagonal[i] - sine * g;
    diagonal[i + 1] = h + sine * (cosine * g + sine * diagonal[i]);
  }
  p = (-sine * sineBefore * cosineBeforeThat * besideNext * beside[l]) / next;
  beside[l] = sine * p;
  diagonal[l] = cosine * p;
}

// Vectors of eigenvalues that are nearer to one another than this share of the matrix's norm are not at right angles by themselves.
const CLOSE = 1e-4;
// The first leaves a vector within rounding, and two more make up for an unlucky start.
const ITERATIONS = 3;

/** Unit vectors of a tridiagonal matrix, one for each of its largest eigenvalues. */
async function eigenvectors(
  matrix: Tridiagonal,
  values: readonly number[],
  pause: () => Promise<void>,
): Promise<Float64Array[]> {
  const { diagonal, beside } = matrix;
  const n = diagonal.length;
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(diagonal[i]) + Math.abs(beside[i]));
  const random = createRandom(1);
  const found: Float64Array[] = [];
  let firstClose = 0;
  for (const [j, value] of values.entries()) {
    while (values[firstClose] - value > CLOSE * norm) firstClose++;
    const solve = shiftedSolver(matrix, value, Number.EPSILON * norm || 1);
    const vector = Float64Array.from({ length: n }, () => random.next() - 0.5);
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      solve(vector);
      for (let other = firstClose; other < j; other++) {
        subtractMultiple(vector, found[other], dot(found[other], vector, n));
      }
      const length = Math.sqrt(dot(vector, vector, n));
      for (let i = 0; i < n; i++) vector[i] /= length;
    }
    found.push(vector);
    await pause();
  }
  return found;
}

/**
 * Solves (T - value I) x = b in place, up to a factor, by Gaussian elimination with row exchanges.
 * @param least what stands for a pivot of 0
 */
function shiftedSolver({ diagonal, beside }: Tridiagonal, value: number, least: number): (b: Float64Array) => void {
  const n = diagonal.length;
  // The upper triangle: pivots, what stands right of them, and what exchanges put right of that.
  const [pivots, right, farther] = [diagonal.map((entry) => entry - value), beside.slice(), new Float64Array(n)];
  const factors = new Float64Array(n);
  const exchanged = new Uint8Array(n);
  for (let i = 0; i + 1 < n; i++) {
    const below = beside[i];
    if (Math.abs(below) > Math.abs(pivots[i])) {
      exchanged[i] = 1;
      factors[i] = pivots[i] / below;
      const next = pivots[i + 1];
      pivots[i + 1] = right[i] - factors[i] * next;
      farther[i] = right[i + 1];
      right[i + 1] *= -factors[i];
      right[i] = next;
      pivots[i] = below;
    } else if (pivots[i] !== 0) {
      factors[i] = below / pivots[i];
      pivots[i + 1] -= factors[i] * right[i];
    }
  }
  for (let i = 0; i < n; i++) if (Math.abs(pivots[i]) < least) pivots[i] = least;
  return (b) => {
    for (let i = 0; i + 1 < n; i++) {
      if (exchanged[i] === 1) [b[i], b[i + 1]] = [b[i + 1], b[i]];
      b[i + 1] -= factors[i] * b[i];
    }
    let largest = 0;
    for (let i = n - 1; i >= 0; i--) {
      const after = (i + 1 < n ? right[i] * b[i + 1] : 0) + (i + 2 < n ? farther[i] * b[i + 2] : 0);
      b[i] = (b[i] - after) / pivots[i];
      largest = Math.max(largest, Math.abs(b[i]));
    }
    // Squares of what a tiny pivot has made would be infinite.
    for (let i = 0; i < n; i++) b[i] /= largest;
  };
}

/** vector - factor · other, as far as the other goes. */
function subtractMultiple(vector: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < other.length; i++) vector[i] -= factor * other[i];
}

/** Four sums at once: one waits for each addition before the next. */
function dot(a: Float64Array, b: Float64Array, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}
