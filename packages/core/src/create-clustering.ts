import { createCrossProduct, packPanels, padded } from './kernels/cross-product/cross-product.js';
import { createMatrix, type Matrix, row } from './matrix.js';
import type { Random } from './random.js';
import { finiteSquaredNorms } from './similarity.js';

/** The state of Lloyd's algorithm over a matrix's rows: k centroids, and for each row the nearest of them. */
export interface Clustering {
  /** Draws the centroids anew, from the rows; says from time to time how many of the k there are. */
  seed(random: Random, onSeeds: (count: number) => void): Promise<void>;
  /** Moves each centroid to the mean of its rows, then each row to its nearest centroid: the squared movement, summed. */
  iterate(): Promise<number>;
  /** Σ |x - centroid|² over all rows. */
  inertia(): number;
  /** Copies of the centroids and the labels. */
  snapshot(): { centroids: Matrix; labels: Int32Array };
}

// Rows at a time: few enough for the processor's caches, enough to be worth a call.
const BLOCK_ROWS = 64;
// Seeds are found one at a time at first, then as many at once as this part of those there are: each time costs a pass
// over all rows. On real embeddings the clusters come out as good; on clear-cut ones larger parts made them worse.
const SEED_BATCH = 1 / 8;
// Rows drawn for each that becomes a seed.
const DRAWN_PER_SEED = 3;

/** Rows of `data` by number, each with its offset: what it scores beside the dot product, -|c|²/2. */
interface Candidates {
  data: Float32Array | Float64Array;
  offsets: Float64Array;
  pick: Int32Array;
}

/**
 * @param pause awaited between blocks of rows.
 * @throws InputError for rows with values that are not finite.
 */
export function createClustering(matrix: Matrix, k: number, pause: () => Promise<void>): Clustering {
  const { data, rows, dim } = matrix;
  const squares = finiteSquaredNorms(matrix);

  const centroids = new Float64Array(k * dim);
  // |x - c|² = |x|² - 2 (x·c - |c|²/2): the nearest centroid is the one with the largest score x·c - |c|²/2.
  const offsets = new Float64Array(k);
  const labels = new Int32Array(rows);
  const scores = new Float64Array(rows);
  const everyRow = Int32Array.from(labels.keys());
  const everyCentroid = Int32Array.from(offsets.keys());
  const product = createCrossProduct({ depth: dim, m: BLOCK_ROWS, n: Math.max(k, DRAWN_PER_SEED) });

  const distance = (i: number) => Math.max(0, squares[i] - 2 * scores[i]);

  /** Centroid c takes these values; returns how far it moved, squared. */
  function place(c: number, values: ArrayLike<number>): number {
    let moved = 0;
    let square = 0;
    for (let j = 0; j < dim; j++) {
      moved += (values[j] - centroids[c * dim + j]) ** 2;
      square += values[j] ** 2;
      centroids[c * dim + j] = values[j];
    }
    offsets[c] = -square / 2;
    return moved;
  }

  /** The scores of these rows with candidates, block by block: for each row where in `product.out` its n scores begin. */
  async function compare(points: Int32Array, candidates: Candidates, take: (point: number, at: number) => void) {
    const n = candidates.pick.length;
    const width = padded(n);
    const rowsAsColumns = { start: 0, depthStride: 1, columnStride: dim };
    packPanels(product.b, dim, { ...rowsAsColumns, data: candidates.data, columns: n, pick: candidates.pick });
    const starts = new Float64Array(width);
    for (let j = 0; j < n; j++) starts[j] = candidates.offsets[candidates.pick[j]];
    for (let first = 0; first < points.length; first += BLOCK_ROWS) {
      const pick = points.subarray(first, first + BLOCK_ROWS);
      packPanels(product.a, dim, { ...rowsAsColumns, data, columns: pick.length, pick });
      for (let i = 0; i < padded(pick.length); i++) product.out.set(starts, i * width);
      product.add(dim, pick.length, n);
      for (let i = 0; i < pick.length; i++) take(pick[i], i * width);
      await pause();
    }
  }

  /** Gives each of these rows to the centroid, out of these, that scores more than what the row has. */
  async function assign(points: Int32Array, pick: Int32Array): Promise<void> {
    const { out } = product;
    await compare(points, { data: centroids, offsets, pick }, (point, at) => {
      for (let j = 0; j < pick.length; j++) {
        if (out[at + j] > scores[point]) {
          scores[point] = out[at + j];
          labels[point] = pick[j];
        }
      }
    });
  }

  /** A row's score with its own centroid, summed in the kernel's order: the same bits. */
  function ownScore(i: number): number {
    const c = labels[i];
    let score = offsets[c];
    for (let j = 0; j < dim; j++) score += data[i * dim + j] * centroids[c * dim + j];
    return score;
  }

  // k-means++ (Arthur and Vassilvitskii, 2007), greedy: rows are drawn with a chance in proportion to their squared
  // distance from the seeds there are, and of those drawn the ones become seeds that would lower the inertia most.
  async function seed(random: Random, onSeeds: (count: number) => void): Promise<void> {
    scores.fill(Number.NEGATIVE_INFINITY);
    place(0, row(matrix, random.integer(rows)));
    await assign(everyRow, everyCentroid.subarray(0, 1));
    for (let count = 1; count < k; ) {
      const batch = everyCentroid.subarray(count, Math.min(k, count + Math.max(1, Math.floor(count * SEED_BATCH))));
      const drawn = draw(batch.length * DRAWN_PER_SEED, random);
      const gains = await gainsOf(drawn);
      // A sort that keeps the order of equals: the one drawn first wins.
      const best = Int32Array.from(Array.from(drawn.keys()).sort((a, b) => gains[b] - gains[a]));
      for (const [i, c] of batch.entries()) place(c, row(matrix, drawn[best[i]]));
      await assign(everyRow, batch);
      count += batch.length;
      onSeeds(count);
    }
  }

  /** Different rows, unless too few differ from the seeds. */
  function draw(count: number, random: Random): Int32Array {
    const weights = Float64Array.from(everyRow, distance);
    return Int32Array.from({ length: count }, () => {
      const drawn = drawWeighted(weights, random);
      weights[drawn] = 0;
      return drawn;
    });
  }

  /** How much each of these rows, as a further centroid, would lower the inertia. */
  async function gainsOf(pick: Int32Array): Promise<Float64Array> {
    const { out } = product;
    const gains = new Float64Array(pick.length);
    await compare(everyRow, { data, offsets: squares.map((square) => -square / 2), pick }, (point, at) => {
      const score = scores[point];
      for (let j = 0; j < gains.length; j++) if (out[at + j] > score) gains[j] += out[at + j] - score;
    });
    return gains;
  }

  /** Each cluster without rows takes the row farthest from its centroid, out of a cluster that has others. */
  function fillEmpty(counts: Int32Array): void {
    for (let c = 0; c < k; c++) {
      if (counts[c] > 0) continue;
      let farthest = -1;
      for (let i = 0; i < rows; i++) {
        if (counts[labels[i]] > 1 && (farthest === -1 || distance(i) > distance(farthest))) farthest = i;
      }
      counts[labels[farthest]]--;
      counts[c] = 1;
      labels[farthest] = c;
    }
  }

  async function iterate(): Promise<number> {
    const counts = new Int32Array(k);
    for (const c of labels) counts[c]++;
    fillEmpty(counts);
    const sums = new Float64Array(k * dim);
    for (let i = 0; i < rows; i++) {
      const to = labels[i] * dim;
      for (let j = 0; j < dim; j++) sums[to + j] += data[i * dim + j];
    }
    let movement = 0;
    const moved = new Uint8Array(k);
    for (let c = 0; c < k; c++) {
      const mean = sums.subarray(c * dim, (c + 1) * dim);
      for (let j = 0; j < dim; j++) mean[j] /= counts[c];
      const distance = place(c, mean);
      if (distance > 0) moved[c] = 1;
      movement += distance;
    }
    if (movement === 0) return 0;
    // A row whose own centroid has not gone farther off can only be won by a centroid that has moved.
    const lost = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) {
      const score = ownScore(i);
      if (score < scores[i]) lost[i] = 1;
      scores[i] = score;
    }
    await assign(
      everyRow.filter((i) => lost[i] === 0),
      everyCentroid.filter((c) => moved[c] === 1),
    );
    await assign(
      everyRow.filter((i) => lost[i] === 1),
      everyCentroid,
    );
    return movement;
  }

  return {
    seed,
    iterate,
    inertia: () => everyRow.reduce((sum, i) => sum + distance(i), 0),
    snapshot() {
      const copy = createMatrix(k, dim);
      copy.data.set(centroids);
      return { centroids: copy, labels: labels.slice() };
    },
  };
}

/** A row's number, drawn with a chance in proportion to its weight; any row where all weights are 0. */
function drawWeighted(weights: Float64Array, random: Random): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = random.next() * total;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  // Rounding can leave a rest behind the last weight.
  return last === -1 ? random.integer(weights.length) : last;
}
