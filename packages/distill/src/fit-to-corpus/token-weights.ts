// a in the weight a / (a + p) of a token, by how often the corpus holds it.
const CORPUS_SIF = 1e-3;

/**
 * a / (a + p) for each token, p its share of the corpus (one more occurrence is added to each, so that none is 0): frequent
 * tokens say little of a text. Arora, Liang and Ma (2017), as in `sifWeights`, which takes p from ranks.
 */
export function corpusWeights(occurrences: Float64Array): Float64Array {
  const all = occurrences.reduce((sum, count) => sum + count, occurrences.length);
  return occurrences.map((count) => CORPUS_SIF / (CORPUS_SIF + (count + 1) / all));
}
