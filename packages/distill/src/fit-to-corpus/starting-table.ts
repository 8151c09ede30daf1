import type { Matrix } from '@m2v/core';
import type { TokenBags } from '@m2v/core/kit';
import { product } from '../table-arithmetic.js';
import { bagProduct } from './bags.js';
import type { FitSettings } from './fit-options.js';
import { ridgeMap } from './ridge-map.js';
import type { StudentRows } from './student-rows.js';

// a in the weight a / (a + p) of a token, by how often the corpus holds it.
const CORPUS_SIF = 1e-3;
// Of the mean square of what is mapped: with this a start explains most of what is held out.
const START_RIDGE = 0.05;

/** Texts by which a map from a table's rows to the targets is found. */
export interface MapSample {
  bags: TokenBags;
  targets: Matrix;
}

/** Where the fit begins: rows as near to the targets as a linear map brings them, frequent tokens of the corpus weighing less. */
export async function startingTable(
  student: StudentRows,
  occurrences: Float64Array,
  { signal }: Pick<FitSettings, 'signal'>,
  { bags, targets }: MapSample,
): Promise<Matrix> {
  const rows = student.weighed(corpusWeights(occurrences));
  return product(rows, await ridgeMap(bagProduct(bags, rows), targets, { share: START_RIDGE, signal }));
}

/**
 * a / (a + p) for each token, p its share of the corpus (one more occurrence is added to each, so that none is 0): frequent
 * tokens say little of a text. Arora, Liang and Ma (2017), as in `sifWeights`, which takes p from ranks.
 */
function corpusWeights(occurrences: Float64Array): Float64Array {
  const all = occurrences.reduce((sum, count) => sum + count, occurrences.length);
  return occurrences.map((count) => CORPUS_SIF / (CORPUS_SIF + (count + 1) / all));
}
