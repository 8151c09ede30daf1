import type { Matrix, StaticModel } from '@m2v/core';
import { type TokenBags, tokenRows } from '@m2v/core/kit';
import { sifWeights } from '../sif.js';
import { centred, product, weighed } from '../table-arithmetic.js';
import { bagProduct } from './bags.js';
import type { FitSettings } from './fit-options.js';
import { ridgeMap } from './ridge-map.js';
import { rotationOnto } from './rotation.js';
import type { Targets } from './targets.js';

// a in the weight a / (a + p) of a token: a plain distillation's, by its rank, and the start's, by how often it occurs.
const [PLAIN_SIF, CORPUS_SIF] = [1e-4, 1e-3];
// Of the mean square of what is mapped: with this a start explains most of what is held out.
const START_RIDGE = 0.05;

/** Texts by which a map from a table's rows to the targets is found. */
export interface MapSample {
  bags: TokenBags;
  targets: Matrix;
}

/** Where the fit begins: rows as near to the targets as a linear map brings them, frequent tokens of the corpus weighing less. */
export async function startingTable(
  student: StaticModel,
  occurrences: Float64Array,
  { features, signal }: Pick<FitSettings, 'features' | 'signal'>,
  sample: MapSample,
): Promise<Matrix> {
  const rows = features === undefined ? foldedTable(student) : centred(features);
  const weighs = features !== undefined || !isWeighted(student);
  const table = weighs ? weighed(rows, corpusWeights(occurrences)) : rows;
  return product(table, await ridgeMap(bagProduct(sample.bags, table), sample.targets, { share: START_RIDGE, signal }));
}

/**
 * What the student as it is (or as a plain distillation would have weighed it) says of the texts held out, turned onto the targets
 * and scaled by one number, which leaves its cosines as they are. Where it is no fitted one, its spread is the teacher's own, not
 * the targets'.
 */
export async function saidBefore(
  student: StaticModel,
  held: TokenBags,
  { bags, targets, scales }: MapSample & Pick<Targets, 'scales'>,
  { signal }: Pick<FitSettings, 'signal'>,
): Promise<Matrix> {
  const rows = foldedTable(student);
  const table = isWeighted(student) ? rows : weighed(rows, sifWeights(rows.rows, PLAIN_SIF));
  const spread = student.config.fit === undefined ? scales : scales.map(() => 1);
  const onto = withColumns(targets, (value, j) => (spread[j] === 0 ? 0 : value / spread[j]));
  const rotation = await rotationOnto(bagProduct(bags, table), onto, { signal });
  return withColumns(product(bagProduct(held, table), rotation), (value, j) => value * spread[j]);
}

function withColumns({ data, rows, dim }: Matrix, value: (value: number, column: number) => number): Matrix {
  return { data: data.map((old, at) => value(old, at % dim)), rows, dim };
}

/** A model's table with its mapping and its weights multiplied in: a row a token, less their mean. */
function foldedTable({ table, tokens }: Pick<StaticModel, 'table' | 'tokens'>): Matrix {
  const ids = Int32Array.from(tokens, (_, id) => id);
  return centred(tokenRows(table, ids));
}

/** Whether a model's frequent tokens already weigh less: by SIF, or because it was fitted. */
function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}

/**
 * a / (a + p) for each token, p its share of the corpus (one more occurrence is added to each, so that none is 0): frequent
 * tokens say little of a text. Arora, Liang and Ma (2017), as in `sifWeights`, which takes p from ranks.
 */
function corpusWeights(occurrences: Float64Array): Float64Array {
  const all = occurrences.reduce((sum, count) => sum + count, occurrences.length);
  return occurrences.map((count) => CORPUS_SIF / (CORPUS_SIF + (count + 1) / all));
}
