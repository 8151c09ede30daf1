import { createYielder } from './create-yielder.js';
import { InputError } from './errors.js';
import { createCrossProduct, packPanels, padded } from './kernels/cross-product/cross-product.js';
import { checkMatrix, type Matrix, row } from './matrix.js';
import type { OnProgress } from './progress.js';
import { cosine, dot, finiteSquaredNorms } from './similarity.js';

export interface DeduplicateOptions {
  /** Cosine from which a row counts as a duplicate, above 0 and at most 1. Default 0.9. */
  threshold?: number;
  /** Stage `compare`, in rows. Later rows take longer than earlier ones: they are compared with more. */
  onProgress?: OnProgress;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/** A row that repeats an earlier one. */
export interface Duplicate {
  /** Which row. */
  index: number;
  /** The kept row that it is nearest to, always an earlier one. */
  of: number;
  /** Their cosine, at or above the threshold. */
  score: number;
}

export interface DeduplicateResult {
  /** The rows to keep, in order: those unlike every kept row before them. */
  kept: number[];
  /** The others, in order. */
  duplicates: Duplicate[];
}

// Rows and kept rows compared in one call: few enough for the processor's caches.
const BLOCK_ROWS = 128;
const TILE_ROWS = 256;

/**
 * Which rows are near-duplicates, and of which: rows are read in order, and one whose cosine with a kept row reaches the
 * threshold is a duplicate of the nearest such row (of equals the first); any other is kept. Zero rows are like no other
 * and are kept. Time grows with rows x kept rows, memory with rows alone. Async only to leave the event loop its turns.
 *
 * @throws InputError for what is no matrix, for a threshold outside 0 to 1 (0 itself excluded), and for rows with values that are not finite.
 */
export async function deduplicate(
  matrix: Matrix,
  { threshold = 0.9, onProgress, signal }: DeduplicateOptions = {},
): Promise<DeduplicateResult> {
  checkMatrix(matrix);
  if (!(threshold > 0 && threshold <= 1)) {
    throw new InputError({
      where: 'threshold',
      what: 'no such cosine',
      value: threshold,
      allowed: 'above 0, at most 1',
    });
  }
  const { data, rows, dim } = matrix;
  const squares = finiteSquaredNorms(matrix);

  const product = createCrossProduct({ depth: dim, m: BLOCK_ROWS, n: TILE_ROWS });
  const rowsAsColumns = { data, depthStride: 1, columnStride: dim };
  const kept = new Int32Array(rows);
  let keptCount = 0;
  const duplicates: Duplicate[] = [];
  // For each row of the block the kept row nearest to it so far.
  const nearest = new Int32Array(BLOCK_ROWS);
  const scores = new Float64Array(BLOCK_ROWS);
  const pause = createYielder(signal);

  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const m = Math.min(BLOCK_ROWS, rows - first);
    scores.fill(Number.NEGATIVE_INFINITY);
    packPanels(product.a, dim, { ...rowsAsColumns, start: first * dim, columns: m });
    const keptBefore = keptCount;
    for (let tile = 0; tile < keptBefore; tile += TILE_ROWS) {
      const pick = kept.subarray(tile, Math.min(tile + TILE_ROWS, keptBefore));
      packPanels(product.b, dim, { ...rowsAsColumns, start: 0, columns: pick.length, pick });
      product.out.fill(0);
      product.add(dim, m, pick.length);
      const width = padded(pick.length);
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < pick.length; j++) {
          offer(i, pick[j], cosine(product.out[i * width + j], squares[first + i], squares[pick[j]]));
        }
      }
      await pause();
    }
    // Within the block one row's fate hangs on those before it.
    for (let i = 0; i < m; i++) {
      const index = first + i;
      for (let j = keptBefore; j < keptCount; j++) {
        const earlier = kept[j];
        offer(i, earlier, cosine(dot(row(matrix, index), row(matrix, earlier)), squares[index], squares[earlier]));
      }
      if (scores[i] >= threshold) duplicates.push({ index, of: nearest[i], score: scores[i] });
      else kept[keptCount++] = index;
    }
    onProgress?.({ stage: 'compare', done: first + m, total: rows, unit: 'rows' });
    await pause();
  }
  return { kept: Array.from(kept.subarray(0, keptCount)), duplicates };

  function offer(i: number, candidate: number, score: number): void {
    if (score > scores[i]) {
      scores[i] = score;
      nearest[i] = candidate;
    }
  }
}
