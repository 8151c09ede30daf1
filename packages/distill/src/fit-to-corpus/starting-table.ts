import { createMatrix, type Matrix, type StaticModel } from '@m2v/core';
import { createMatrixProduct, type TokenBags, tokenRows } from '@m2v/core/kit';
import { sifWeights } from '../sif.js';
import { bagProduct } from './bags.js';
import type { FitSettings } from './fit-options.js';
import { ridgeMap } from './ridge-map.js';

// a in the weight a / (a + p) of a token: a plain distillation's, by its rank, and the start's, by how often it occurs.
const [PLAIN_SIF, CORPUS_SIF] = [1e-4, 1e-3];
// Of the mean square of what is mapped. The first makes a singular system solvable; with the second a start explains most of what
// is held out.
const [LEAST_RIDGE, START_RIDGE] = [1e-3, 0.05];

/**
 * Both as near to the signal as a linear map brings them: what the student as it is (or as a plain distillation would have
 * weighed it) says of the texts held out, and where the fit begins, with frequent tokens of the corpus weighing less.
 */
export async function startingTables(
  student: StaticModel,
  occurrences: Float64Array,
  { features, signal }: Pick<FitSettings, 'features' | 'signal'>,
  { bags, targets, held }: { bags: TokenBags; targets: Matrix; held: TokenBags },
): Promise<{ before: Matrix; start: Matrix }> {
  const table = centred(foldedTable(student));
  const map = (rows: Matrix, share: number) => ridgeMap(bagProduct(bags, rows), targets, { share, signal });
  const weights = corpusWeights(occurrences);
  const [plain, own] = isWeighted(student)
    ? [table, table]
    : [weighed(table, sifWeights(table.rows, PLAIN_SIF)), weighed(table, weights)];
  const rows = features === undefined ? own : weighed(centred(features), weights);
  return {
    before: product(bagProduct(held, plain), await map(plain, LEAST_RIDGE)),
    start: product(rows, await map(rows, START_RIDGE)),
  };
}

function product(a: Matrix, b: Matrix): Matrix {
  const data = new Float32Array(a.rows * b.dim);
  createMatrixProduct()(
    { data: a.data, columns: a.rows, depthStride: 1, columnStride: a.dim },
    { data: b.data, columns: b.dim, depthStride: b.dim, columnStride: 1 },
    a.dim,
    data,
  );
  return { data, rows: a.rows, dim: b.dim };
}

/** A model's table with its mapping and its weights multiplied in: a row a token. */
function foldedTable({ table, tokens }: Pick<StaticModel, 'table' | 'tokens'>): Matrix {
  return tokenRows(
    table,
    Int32Array.from(tokens, (_, id) => id),
  );
}

/** Whether a model's frequent tokens already weigh less: by SIF, or because it was fitted. */
function isWeighted({ config, table }: Pick<StaticModel, 'config' | 'table'>): boolean {
  const { sif_coefficient, apply_zipf, fit } = config;
  // An int8 table's weights are its scales.
  const ownWeights = table.weights !== undefined && table.dtype !== 'int8';
  return typeof sif_coefficient === 'number' || apply_zipf === true || fit !== undefined || ownWeights;
}

/** Rows less their mean. */
export function centred(table: Matrix): Matrix {
  const { rows, dim } = table;
  const mean = new Float64Array(dim);
  for (let i = 0; i < rows; i++) for (let j = 0; j < dim; j++) mean[j] += table.data[i * dim + j] / rows;
  const data = new Float32Array(rows * dim);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < dim; j++, at++) data[at] = table.data[at] - mean[j];
  return { rows, dim, data };
}

/** Each row times a number of its own. */
export function weighed(table: Matrix, weights: ArrayLike<number>): Matrix {
  const { rows, dim } = table;
  const data = new Float32Array(rows * dim);
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights[i];
    for (let j = 0; j < dim; j++, at++) data[at] = table.data[at] * weight;
  }
  return { rows, dim, data };
}

/** Two tables of one number of rows as one, each centred and divided by the root of its mean square, so that neither outweighs the other. */
export function sideBySide(a: Matrix, b: Matrix): Matrix {
  const both = createMatrix(a.rows, a.dim + b.dim);
  for (const [table, at] of [
    [a, 0],
    [b, a.dim],
  ] as const) {
    const { data, dim } = centred(table);
    const squares = data.reduce((sum, value) => sum + value * value, 0);
    const scale = 1 / Math.sqrt(squares / data.length || 1);
    for (let i = 0; i < both.rows; i++) {
      for (let j = 0; j < dim; j++) both.data[i * both.dim + at + j] = scale * data[i * dim + j];
    }
  }
  return both;
}

/**
 * a / (a + p) for each token, p its share of the corpus (one more occurrence is added to each, so that none is 0): frequent
 * tokens say little of a text. Arora, Liang and Ma (2017), as in `sifWeights`, which takes p from ranks.
 */
function corpusWeights(occurrences: Float64Array): Float64Array {
  const all = occurrences.reduce((sum, count) => sum + count, occurrences.length);
  return occurrences.map((count) => CORPUS_SIF / (CORPUS_SIF + (count + 1) / all));
}
