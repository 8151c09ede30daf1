/**
 * How strongly each row is pulled to where it begins: a token of many texts more, as the root of their number; on average over those
 * that occur, `ridge`.
 * @param texts how many texts hold each token; one of none is pulled as if there were one
 */
export function rowPull(texts: Float64Array, ridge: number): Float32Array {
  const roots = texts.map((count) => Math.sqrt(Math.max(count, 1)));
  const occurring = texts.filter((count) => count > 0).length;
  const mean = roots.reduce((sum, root, i) => sum + (texts[i] > 0 ? root : 0), 0) / occurring;
  return Float32Array.from(roots, (root) => (ridge * root) / mean);
}
