import { cosineSimilarity, type Matrix, row, type StaticModel } from '@m2v/core';
import { type CallContext, createYielder } from '@m2v/core/kit';

const TOKENS_A_NAME = 3;
const TEXTS_A_REPORT = 1024;

/**
 * A name for each cluster: its most telling tokens. A token tells by how much more often it stands in the cluster's texts
 * than in all, and by how near its own vector is to the cluster's middle.
 */
export async function nameClusters(
  model: StaticModel,
  { texts, labels, centroids }: { texts: readonly string[]; labels: Int32Array; centroids: Matrix },
  { signal, onProgress }: CallContext,
): Promise<string[]> {
  const pause = createYielder(signal);
  const overall = new Map<number, number>();
  const within = Array.from({ length: centroids.rows }, () => new Map<number, number>());
  const sizes = new Int32Array(centroids.rows);
  for (let i = 0; i < texts.length; i++) {
    const cluster = within[labels[i]];
    sizes[labels[i]]++;
    for (const id of new Set(model.tokenize(texts[i]))) {
      overall.set(id, (overall.get(id) ?? 0) + 1);
      cluster.set(id, (cluster.get(id) ?? 0) + 1);
    }
    if ((i + 1) % TEXTS_A_REPORT === 0) {
      onProgress({ stage: 'names', done: i + 1, total: texts.length, unit: 'texts' });
    }
    await pause();
  }
  return within.map((counts, c) => {
    const scored = [...counts]
      .filter(([id]) => /^\p{L}{3,}$/u.test(model.tokens[id]))
      .map(([id, count]) => {
        const lift = Math.log(((count / sizes[c]) * texts.length) / (overall.get(id) ?? count));
        const nearness = Math.max(0, cosineSimilarity(tokenVector(model, id), row(centroids, c)));
        return { token: model.tokens[id], score: Math.log1p(count) * lift * nearness };
      });
    const best = scored.sort((a, b) => b.score - a.score).slice(0, TOKENS_A_NAME);
    return best.length === 0 ? `cluster ${c + 1}` : best.map(({ token }) => token).join(' · ');
  });
}

function tokenVector({ table }: StaticModel, id: number): Float32Array {
  return row(table.matrix, table.mapping?.[id] ?? id);
}
