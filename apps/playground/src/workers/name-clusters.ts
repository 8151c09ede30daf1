import { cosineSimilarity, type Matrix, row, type StaticModel } from '@m2v/core';

const TOKENS_A_NAME = 3;

/**
 * A name for each cluster: its most telling tokens. A token tells by how much more often it stands in the cluster's texts
 * than in all, and by how near its own vector is to the cluster's middle.
 */
export function nameClusters(
  model: StaticModel,
  { texts, labels, centroids }: { texts: readonly string[]; labels: Int32Array; centroids: Matrix },
): string[] {
  const overall = new Map<number, number>();
  const within = Array.from({ length: centroids.rows }, () => new Map<number, number>());
  const sizes = new Int32Array(centroids.rows);
  texts.forEach((text, i) => {
    const cluster = within[labels[i]];
    sizes[labels[i]]++;
    for (const id of new Set(model.tokenize(text))) {
      overall.set(id, (overall.get(id) ?? 0) + 1);
      cluster.set(id, (cluster.get(id) ?? 0) + 1);
    }
  });
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
