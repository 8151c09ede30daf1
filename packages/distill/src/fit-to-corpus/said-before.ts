import type { Matrix } from '@m2v/core';
import type { TokenBags } from '@m2v/core/kit';
import { sifWeights } from '../sif.js';
import { product } from '../table-arithmetic.js';
import { bagProduct } from './bags.js';
import { rotationOnto } from './rotation.js';
import type { MapSample } from './starting-table.js';
import type { StudentRows } from './student-rows.js';
import type { Targets } from './targets.js';

// A plain distillation's a, in the weight a / (a + p) of a token.
const PLAIN_SIF = 1e-4;

/**
 * What the student as it is (or as a plain distillation would have weighed it) says of the texts held out, turned onto the targets
 * and scaled by one number, which leaves its cosines as they are. Where it is no fitted one, its spread is the teacher's own, not
 * the targets'.
 */
export async function saidBefore(
  { student: { config, tokens }, weighed }: StudentRows,
  held: TokenBags,
  { bags, targets, scales }: MapSample & Pick<Targets, 'scales'>,
  { signal }: { signal?: AbortSignal },
): Promise<Matrix> {
  const table = weighed(sifWeights(tokens.length, PLAIN_SIF));
  const spread = config.fit === undefined ? scales : scales.map(() => 1);
  const onto = scaledColumns(
    targets,
    spread.map((scale) => (scale === 0 ? 0 : 1 / scale)),
  );
  const rotation = await rotationOnto(bagProduct(bags, table), onto, { signal });
  return scaledColumns(product(bagProduct(held, table), rotation), spread);
}

function scaledColumns({ data, rows, dim }: Matrix, factors: Float64Array): Matrix {
  return { data: data.map((value, at) => value * factors[at % dim]), rows, dim };
}
