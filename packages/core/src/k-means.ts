import { createClustering } from './create-clustering.js';
import { createYielder } from './create-yielder.js';
import { InputError } from './errors.js';
import { checkMatrix, type Matrix } from './matrix.js';
import type { OnProgress } from './progress.js';
import { createRandom } from './random.js';

export interface KMeansOptions {
  /** Equal seeds give equal clusters, on every platform. Default 42. */
  seed?: number;
  /** Rounds of Lloyd's algorithm, from 1. Default 300. */
  maxIterations?: number;
  /**
   * Stop once the centroids' summed squared movement is at most this times the mean variance of a column. Default 1e-4.
   */
  tolerance?: number;
  /**
   * How many times to start anew; the clustering with the lowest inertia is kept. Default: as many as cost about one
   * round of 10,000 rows x 256 values x 256 clusters, but from 1 to 10: small problems differ most between starts.
   */
  restarts?: number;
  /**
   * At each start stage `seeds`, up to k; then stage `clusters`, in iterations over all restarts, whose total is not
   * known: `metrics.inertia` falls within a start.
   */
  onProgress?: OnProgress;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

export interface KMeansResult {
  /** k x dim: the mean of each cluster's rows, to within the tolerance. */
  centroids: Matrix;
  /** For each row its nearest centroid. */
  labels: Int32Array;
  /** Σ |x - centroid|² over all rows. */
  inertia: number;
  /** Rounds that the kept start took. */
  iterations: number;
}

// What restarts may cost together, in products of two numbers a round.
const RESTART_BUDGET = 10_000 * 256 * 256;
const MAX_RESTARTS = 10;

/**
 * k clusters of a matrix's rows by Lloyd's algorithm from k-means++ seeds, minimizing the squared distances to the
 * clusters' means. A cluster that loses its last row takes the row farthest from its centroid. Async only to leave the
 * event loop its turns.
 *
 * @throws InputError for what is no matrix, for k below 1, above the number of rows or not whole, for other options that cannot be, and for rows
 * with values that are not finite.
 */
export async function kMeans(matrix: Matrix, k: number, options: KMeansOptions = {}): Promise<KMeansResult> {
  checkMatrix(matrix);
  const { rows, dim } = matrix;
  const { seed = 42, maxIterations = 300, tolerance = 1e-4, onProgress, signal } = options;
  checkCount('k', k, rows);
  checkCount('maxIterations', maxIterations);
  if (!(tolerance >= 0)) {
    throw new InputError({ where: 'tolerance', what: 'no limit', value: tolerance, allowed: 'numbers from 0' });
  }
  const affordable = Math.floor(RESTART_BUDGET / (rows * dim * k));
  const restarts = options.restarts ?? Math.max(1, Math.min(MAX_RESTARTS, affordable));
  checkCount('restarts', restarts);

  const random = createRandom(seed);
  const onSeeds = (count: number) => onProgress?.({ stage: 'seeds', done: count, total: k, unit: 'clusters' });
  const clustering = createClustering(matrix, k, createYielder(signal));
  const limit = tolerance * meanVariance(matrix);
  let best: KMeansResult | undefined;
  let done = 0;
  for (let start = 0; start < restarts || best === undefined; start++) {
    await clustering.seed(random, onSeeds);
    let iterations = 0;
    let movement = Number.POSITIVE_INFINITY;
    while (movement > limit && iterations < maxIterations) {
      movement = await clustering.iterate();
      iterations++;
      onProgress?.({ stage: 'clusters', done: ++done, unit: 'iterations', metrics: { inertia: clustering.inertia() } });
    }
    const inertia = clustering.inertia();
    if (best === undefined || inertia < best.inertia) best = { ...clustering.snapshot(), inertia, iterations };
  }
  return best;
}

/** The variance of a column, on average over the columns. */
function meanVariance({ data, rows, dim }: Matrix): number {
  let sum = 0;
  for (let j = 0; j < dim; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += data[i * dim + j] / rows;
    for (let i = 0; i < rows; i++) sum += (data[i * dim + j] - mean) ** 2;
  }
  return sum / (rows * dim);
}

function checkCount(where: string, count: number, most = Number.POSITIVE_INFINITY): void {
  if (Number.isInteger(count) && count >= 1 && count <= most) return;
  const allowed = most === Number.POSITIVE_INFINITY ? 'whole numbers from 1' : `whole numbers from 1 to ${most}`;
  throw new InputError({ where, what: 'no such count', value: count, allowed });
}
