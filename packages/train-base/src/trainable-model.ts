import { InputError, StaticModel } from '@m2v/core';
import { createRandom, type Random, sharedFloats, sharedFloatsOf, zeroNaN } from '@m2v/core/kit';
import type { LinearLayer } from '@m2v/pipeline';

// Far beyond what pays, and within what fits: the largest layer, squared, is 256 MiB.
const LARGEST_WIDTH = 8192;
const MOST_LAYERS = 32;

/** What may be chosen of a trainable model. */
export interface TrainableOptions {
  /** Hidden layers of the head. Default 0. */
  nLayers?: number;
  /** Width of the hidden layers. Default 256. */
  hiddenDim?: number;
  /** Outputs of the head; without hidden layers and as wide as the vectors there is no head. Default 2. */
  outDim?: number;
  /** Leave the token vectors as they are. Default false. */
  freeze?: boolean;
  /** Divide each mean by its L2 norm before the head; 'inherit' does as the static model says. Default true. */
  normalize?: boolean | 'inherit';
  /** The model's own token weights are trained (the default), kept as they are (true), or learned from 1 on where it has none (false). */
  freezeWeights?: boolean;
  /** Tokens a text at most; null for no limit. Default: the static model's. */
  maxLength?: number | null;
  /** A head without hidden layers has a linear layer even where it keeps the width. Default false. */
  headAlways?: boolean;
  /** Draws the head's weights. Default: a generator of seed 42. */
  random?: Random;
}

/** A static model whose numbers may be changed, and a head. Its arrays are its own, and such that threads can share them. */
export interface TrainableModel {
  /** The model it began as: tokenizer, names, configuration. */
  readonly origin: StaticModel;
  readonly dim: number;
  /** rows x dim. */
  readonly embeddings: Float32Array;
  /** The row of each token; absent: token i has row i. */
  readonly mapping?: Int32Array;
  /** What each token's row is multiplied by. */
  readonly tokenWeights?: Float32Array;
  readonly trainsEmbeddings: boolean;
  readonly trainsTokenWeights: boolean;
  readonly normalize: boolean;
  readonly maxLength: number | null;
  readonly layers: readonly LinearLayer[];
}

/**
 * A trainable copy of a static model.
 * @throws InputError for options that cannot be
 */
export function createTrainableModel(origin: StaticModel, options: TrainableOptions = {}): TrainableModel {
  const { nLayers = 0, hiddenDim = 256, outDim = 2, freeze = false, normalize = true, freezeWeights } = options;
  const { headAlways = false, random = createRandom(42) } = options;
  checkCount('nLayers', nLayers, 0, MOST_LAYERS);
  checkCount('hiddenDim', hiddenDim, 1, LARGEST_WIDTH);
  checkCount('outDim', outDim, 1);
  const { maxLength = origin.maxLength } = options;
  if (maxLength !== null) checkCount('maxLength', maxLength, 1);
  const { matrix, mapping, weights } = origin.table;
  const tokens = mapping?.length ?? matrix.rows;
  const hasWeights = weights !== undefined || freezeWeights === false;
  const { dim } = matrix;
  const hasHead = nLayers > 0 || outDim !== dim || headAlways;
  const widths = hasHead ? [dim, ...new Array<number>(nLayers).fill(hiddenDim), outDim] : [dim];
  return {
    origin,
    dim,
    embeddings: zeroNaN(sharedFloatsOf(matrix.data.subarray(0, matrix.rows * dim))),
    mapping: mapping?.slice(),
    tokenWeights: hasWeights
      ? weights === undefined
        ? new Float32Array(tokens).fill(1)
        : Float32Array.from(weights)
      : undefined,
    trainsEmbeddings: !freeze,
    trainsTokenWeights: hasWeights && freezeWeights !== true,
    normalize: normalize === 'inherit' ? origin.normalize : normalize,
    maxLength,
    layers: widths.slice(1).map((outputs, i) => createLayer(widths[i], outputs, i === widths.length - 2, random)),
  };
}

/** Kaiming's uniform distribution for hidden layers, Xavier's for the last, as torch draws them; biases are 0. */
function createLayer(inputs: number, outputs: number, isLast: boolean, random: Random): LinearLayer {
  const bound = Math.sqrt(6 / (isLast ? inputs + outputs : inputs));
  const weight = sharedFloats(inputs * outputs);
  for (let i = 0; i < weight.length; i++) weight[i] = (random.next() * 2 - 1) * bound;
  return { weight, bias: sharedFloats(outputs), inputs, outputs };
}

/**
 * The static model that training has made. A mapping is kept unless it is the identity; weights of a model without mapping
 * are multiplied into its rows. Name, language and configuration are those of the model it began as.
 */
export function toStaticModel(model: TrainableModel): StaticModel {
  const { origin, dim, embeddings, mapping, tokenWeights, normalize, maxLength } = model;
  const data = embeddings.slice();
  const rows = data.length / dim;
  const isIdentity = mapping === undefined || (mapping.length === rows && mapping.every((row, token) => row === token));
  if (isIdentity && tokenWeights !== undefined) {
    for (let i = 0; i < rows; i++) for (let j = i * dim; j < (i + 1) * dim; j++) data[j] *= tokenWeights[i];
  }
  const shared = isIdentity ? {} : { mapping: mapping.slice(), weights: tokenWeights?.slice() };
  return new StaticModel({
    tokenizer: origin.tokenizer,
    table: { matrix: { data, rows, dim }, dtype: 'float32', ...shared },
    config: origin.config,
    normalize,
    maxLength,
    baseModelName: origin.baseModelName,
    language: origin.language,
  });
}

function checkCount(where: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const to = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most.toLocaleString('en-US')}`;
  throw new InputError({ where, what: 'cannot be used', value, allowed: `integers from ${least}${to}` });
}
