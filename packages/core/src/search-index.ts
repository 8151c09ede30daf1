import { InputError } from './errors.js';
import { createRowProducts, type RowProducts } from './kernels/row-products/row-products.js';
import { checkMatrix, checkVector, type Matrix, row, type Vector } from './matrix.js';
import { finiteSquaredNorms, squaredNorms } from './similarity.js';

/** A row that answers a query. */
export interface Neighbour {
  /** Which row of the matrix. */
  index: number;
  /** Its cosine with the query, from -1 to 1; 0 where either is all zeros. */
  score: number;
}

/** Exact nearest-neighbour search by cosine; see `createIndex`. */
export interface SearchIndex {
  rows: number;
  dim: number;
  /**
   * The k rows nearest to a query of `dim` values (default k = 10), best first, equal scores by lower index; all rows
   * where there are fewer than k. The query need not be normalized.
   *
   * @throws InputError for a query of another width or with values that are not finite, and for k below 1 or not whole.
   */
  nearest(query: Vector, options?: { k?: number }): Neighbour[];
}

/**
 * An index over the rows of a matrix. It keeps a normalized copy (rows x dim float32), so later changes to the matrix do
 * not reach it. Every query reads all rows: exact, and linear in rows x dim.
 *
 * @throws InputError for what is no matrix, and for a row with values that are not finite.
 */
export function createIndex(matrix: Matrix): SearchIndex {
  checkMatrix(matrix);
  const { rows, dim } = matrix;
  const held = normalizedRows(matrix);

  function nearest(vector: Vector, { k = 10 }: { k?: number } = {}): Neighbour[] {
    checkVector(vector, 'query');
    const query = vector instanceof Float32Array ? vector : Float32Array.from(vector);
    if (query.length !== dim) {
      throw new InputError({ where: 'query', what: `has ${query.length} values`, allowed: `${dim}, as the index has` });
    }
    if (!Number.isInteger(k) || k < 1) {
      throw new InputError({ where: 'k', what: 'no such number of rows', value: k, allowed: 'integers from 1' });
    }
    const [square] = squaredNorms({ data: query, rows: 1, dim });
    if (!Number.isFinite(square)) {
      throw new InputError({ where: 'query', what: 'holds a value that is not finite' });
    }
    // Divided before the products are summed, so that float32 holds them however long the query is.
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
    const products = held.products(query.map((value) => value * scale));
    const best = createBest(Math.min(k, rows));
    // Rounding to float32 may have left a row a little longer than 1.
    for (let i = 0; i < rows; i++) best.offer(i, Math.max(-1, Math.min(1, products[i])));
    return best.take();
  }

  return { rows, dim, nearest };
}

function normalizedRows(matrix: Matrix): RowProducts {
  const held = createRowProducts(matrix.rows, matrix.dim);
  finiteSquaredNorms(matrix).forEach((square, i) => {
    if (square === 0) return;
    const norm = Math.sqrt(square);
    const values = row(matrix, i);
    const start = i * held.width;
    for (let j = 0; j < values.length; j++) held.rows[start + j] = values[j] / norm;
  });
  return held;
}

/** Keeps the `size` best of what it is offered, in order of index: a binary heap with the worst kept on top. */
function createBest(size: number): { offer(index: number, score: number): void; take(): Neighbour[] } {
  const indices = new Int32Array(size);
  const scores = new Float64Array(size);
  let count = 0;

  // Of equal scores the later index is worse.
  const worse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && indices[a] > indices[b]);

  function swap(a: number, b: number): void {
    [indices[a], indices[b]] = [indices[b], indices[a]];
    [scores[a], scores[b]] = [scores[b], scores[a]];
  }

  function rise(start: number): void {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!worse(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  }

  function sink(): void {
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < count && worse(child, worst)) worst = child;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  }

  return {
    offer(index, score) {
      if (count < size) {
        indices[count] = index;
        scores[count] = score;
        rise(count++);
      } else if (size > 0 && score > scores[0]) {
        indices[0] = index;
        scores[0] = score;
        sink();
      }
    },
    take() {
      return Array.from(indices.subarray(0, count), (index, i) => ({ index, score: scores[i] })).sort(
        (a, b) => b.score - a.score || a.index - b.index,
      );
    },
  };
}
