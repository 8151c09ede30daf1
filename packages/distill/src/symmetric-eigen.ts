import type { Eigen } from './pca.js';

/**
 * Eigenvalues and eigenvectors of a symmetric matrix (n x n, row-major), the largest first: Householder's reduction to a
 * tridiagonal matrix, and QL steps with implicit shifts (tred2 and tql2 of EISPACK, as in JAMA). What those do to columns is
 * done to rows here, which lie together in memory: half the time of ml-pca for the two views of a teacher.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const { diagonal, beside, basis } = tridiagonal(matrix.slice(), n);
  diagonalize(diagonal, beside, basis, n);
  const order = Array.from(diagonal, (_, i) => i).sort((a, b) => diagonal[b] - diagonal[a]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, j) => {
    for (let i = 0; i < n; i++) vectors[i * n + j] = basis[from * n + i];
  });
  return { values: order.map((i) => diagonal[i]), vectors };
}

/** The diagonal, what stands beside it (beside[i] between i and i + 1), and the basis in which the matrix is so: its rows. */
interface Tridiagonal {
  diagonal: Float64Array;
  beside: Float64Array;
  basis: Float64Array;
}

// Squares below it are rounding's, and dividing by them would give no numbers.
const TINY = 1e-290;

/** @param a its lower triangle is read, and then holds the reflections: row k, with `halves[k]` half its square */
function tridiagonal(a: Float64Array, n: number): Tridiagonal {
  const beside = new Float64Array(n);
  const halves = new Float64Array(n);
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
    halves[k] = half;
    multiplyLower(a, n, k, v, image);
    const along = dot(v, image, k) / half / (2 * half);
    for (let j = 0; j < k; j++) image[j] = image[j] / half - along * v[j];
    for (let j = 0; j < k; j++) {
      const [vj, qj, row] = [v[j], image[j], j * n];
      for (let i = 0; i <= j; i++) a[row + i] -= vj * image[i] + qj * v[i];
    }
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]);
  return { diagonal, beside, basis: productOfReflections(a, halves, n) };
}

/** image = A v for the leading k x k part of a symmetric matrix, of which the lower triangle is read. */
function multiplyLower(a: Float64Array, n: number, k: number, v: Float64Array, image: Float64Array): void {
  image.fill(0, 0, k);
  for (let j = 0; j < k; j++) {
    const [vj, row] = [v[j], j * n];
    let sum = a[row + j] * vj;
    for (let i = 0; i < j; i++) {
      const value = a[row + i];
      sum += value * v[i];
      image[i] += value * vj;
    }
    image[j] += sum;
  }
}

/** The columns of the reflections' product, as rows. */
function productOfReflections(a: Float64Array, halves: Float64Array, n: number): Float64Array {
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  for (let k = 1; k < n; k++) {
    if (halves[k] === 0) continue;
    const v = a.subarray(k * n, k * n + k);
    // Reflections before this one have touched no other rows, and no entry from k on.
    for (let r = 0; r < k; r++) {
      const row = basis.subarray(r * n, r * n + k);
      const along = dot(v, row, k) / halves[k];
      for (let i = 0; i < k; i++) row[i] -= along * v[i];
    }
  }
  return basis;
}

/** Turns `diagonal` into the eigenvalues and the rows of `basis` into the eigenvectors. */
function diagonalize(diagonal: Float64Array, beside: Float64Array, basis: Float64Array, n: number): void {
  beside[n - 1] = 0;
  const rotations = createRotations(basis, n);
  let shift = 0;
  let largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(diagonal[l]) + Math.abs(beside[l]));
    let m = l;
    while (Math.abs(beside[m]) > Number.EPSILON * largest) m++;
    while (m > l && Math.abs(beside[l]) > Number.EPSILON * largest) {
      shift += shiftFrom(diagonal, beside, l, n);
      sweep(diagonal, beside, rotations, { l, m });
    }
    diagonal[l] += shift;
    beside[l] = 0;
  }
  rotations.apply();
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
function sweep(
  diagonal: Float64Array,
  beside: Float64Array,
  rotations: Rotations,
  { l, m }: { l: number; m: number },
): void {
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
    rotations.add(i, cosine, sine);
  }
  p = (-sine * sineBefore * cosineBeforeThat * besideNext * beside[l]) / next;
  beside[l] = sine * p;
  diagonal[l] = cosine * p;
}

/** Rotations of a row and the one below it within their plane, done many at once. */
interface Rotations {
  add(row: number, cosine: number, sine: number): void;
  /** Does what was added. */
  apply(): void;
}

// A step turns every row by its neighbour: of so many columns, rows stay in the cache over many steps.
const COLUMNS = 32;
const STEPS = 32;

function createRotations(basis: Float64Array, n: number): Rotations {
  const rows = new Int32Array(STEPS * n);
  const cosines = new Float64Array(STEPS * n);
  const sines = new Float64Array(STEPS * n);
  let count = 0;
  const apply = () => {
    for (let first = 0; first < n; first += COLUMNS) {
      const columns = Math.min(COLUMNS, n - first);
      for (let r = 0; r < count; r++) rotate(basis, rows[r] * n + first, n, columns, cosines[r], sines[r]);
    }
    count = 0;
  };
  return {
    add(row, cosine, sine) {
      if (count === rows.length) apply();
      rows[count] = row;
      cosines[count] = cosine;
      sines[count] = sine;
      count++;
    },
    apply,
  };
}

function rotate(basis: Float64Array, from: number, n: number, columns: number, cosine: number, sine: number): void {
  for (let i = from, j = from + n; i < from + columns; i++, j++) {
    const upper = basis[i];
    const lower = basis[j];
    basis[j] = sine * upper + cosine * lower;
    basis[i] = cosine * upper - sine * lower;
  }
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
