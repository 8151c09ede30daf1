/** The `count` points nearest to one of them, itself first; x and y of each point stand one after the other. */
export function nearestPoints(points: Float32Array, index: number, count: number): number[] {
  const total = points.length / 2;
  const distances = Float32Array.from({ length: total }, (_, i) =>
    Math.hypot(points[2 * i] - points[2 * index], points[2 * i + 1] - points[2 * index + 1]),
  );
  const farthest = distances.slice().sort()[Math.min(count, total) - 1];
  return Array.from(distances.keys())
    .filter((i) => i !== index && distances[i] <= farthest)
    .sort((a, b) => distances[a] - distances[b])
    .slice(0, count - 1)
    .toSpliced(0, 0, index);
}
