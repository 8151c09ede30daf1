import { kMeans, type Matrix, row, type StaticModel } from '@m2v/core';
import { type CallContext, Transferred } from '@m2v/core/kit';
import { nameClusters } from './name-clusters.js';
import { rowsOnce } from './rows-once.js';

/** Rows by what they belong to: `labels` are places in `names`. */
export interface Categories {
  labels: Int32Array;
  names: string[];
}

const MAX_CATEGORIES = 10;

/** The first two principal components, as x and y from -1 to 1, row after row. */
export async function projectRows(
  vectors: Matrix,
  { signal, onProgress }: CallContext,
): Promise<Transferred<Float32Array<ArrayBuffer>>> {
  const { pca } = await import('@m2v/distill');
  // Too few rows for a PCA stay as they are, and their first two values are drawn.
  const { matrix } = await pca(vectors, 2, {
    signal,
    onProgress: rowsOnce(onProgress),
    onWarning: () => {},
  });
  const points = new Float32Array(vectors.rows * 2);
  for (const axis of [0, 1]) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < matrix.rows; i++) {
      const value = matrix.data[i * matrix.dim + axis];
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const scale = most === least ? 0 : 2 / (most - least);
    for (let i = 0; i < matrix.rows; i++) {
      points[i * 2 + axis] = scale === 0 ? 0 : (matrix.data[i * matrix.dim + axis] - least) * scale - 1;
    }
  }
  return new Transferred(points, [points.buffer]);
}

export async function clusterRows(
  model: StaticModel,
  { vectors, texts }: { vectors: Matrix; texts: readonly string[] },
  k: number,
  context: CallContext,
): Promise<Categories> {
  const { labels, centroids } = await kMeans(vectors, countDistinct(vectors, k), {
    ...context,
    maxIterations: 50,
    restarts: 1,
  });
  return { labels, names: await nameClusters(model, { texts, labels, centroids }, context) };
}

/** How many rows differ from all before them, up to a limit: rows that are the same make one cluster, not several. */
function countDistinct(vectors: Matrix, limit: number): number {
  const distinct: Float32Array[] = [];
  for (let i = 0; i < vectors.rows && distinct.length < limit; i++) {
    const values = row(vectors, i);
    if (!distinct.some((known) => known.every((value, k) => value === values[k]))) distinct.push(values);
  }
  return distinct.length;
}

/** The values of a column by how often they come, the rarest together as one. */
export function categories(values: readonly string[]): Categories {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const names = byCount.length <= MAX_CATEGORIES ? byCount : [...byCount.slice(0, MAX_CATEGORIES - 1), 'all others'];
  const places = new Map(names.map((name, i) => [name, i]));
  const others = names.length - 1;
  return { labels: Int32Array.from(values, (value) => places.get(value) ?? others), names };
}
