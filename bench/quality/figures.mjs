import { cosineSimilarity, createIndex, row } from '../../packages/core/dist/index.js';

/** The cosine of each row of a with that of b. */
export function cosineOfRows(a, b) {
  return Array.from({ length: a.rows }, (_, i) => cosineSimilarity(row(a, i), row(b, i)));
}

/** The places of the k rows nearest to each query. */
export function nearest(queries, rows, k) {
  const index = createIndex(rows);
  return Array.from({ length: queries.rows }, (_, i) =>
    index.nearest(row(queries, i), { k }).map(({ index: place }) => place),
  );
}

/** Spearman's rank correlation, times 100; equal values share their mean rank. @param {number[]} a @param {number[]} b */
export function spearman(a, b) {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (x.length - 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) ** 2;
    yy += (y[i] - mean) ** 2;
  }
  return (100 * xy) / Math.sqrt(xx * yy);
}

function ranks(values) {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const result = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    for (let k = first; k <= last; k++) result[order[k]] = (first + last) / 2;
    first = last + 1;
  }
  return result;
}

/**
 * Normalized discounted cumulative gain.
 * @param {number[]} found the relevance of what was found, best first @param {number[]} all of everything that there is
 */
export function ndcg(found, all) {
  const gain = (values) => values.reduce((sum, value, i) => sum + Math.max(value, 0) / Math.log2(i + 2), 0);
  return gain(found) / gain([...all].sort((a, b) => b - a).slice(0, found.length));
}

/**
 * The 95 % interval of the difference between two models on one data set, both seen on the same random items each time.
 * @param {import('./sets.mjs').DataSet} set
 */
export function pairedInterval(set, a, b, random, rounds = 1000) {
  const differences = Array.from({ length: rounds }, () => {
    const items = Int32Array.from({ length: set.items }, () => random.integer(set.items));
    return set.figure(a, items) - set.figure(b, items);
  }).sort((x, y) => x - y);
  return [differences[Math.floor(0.025 * rounds)], differences[Math.floor(0.975 * rounds)]];
}
