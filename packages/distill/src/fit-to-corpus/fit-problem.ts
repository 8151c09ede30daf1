import type { Matrix, OnProgress } from '@m2v/core';
import { collectTokenBags, type TokenBags } from '@m2v/core/kit';
import { sifWeights } from '../sif.js';
import { meanRow, subtractRow } from '../table-arithmetic.js';
import { type Frequencies, frequencies, occurringTokens, sliceBags } from './bags.js';
import { gather } from './gather.js';
import type { Fit } from './open-fit.js';
import { rowPull } from './row-pull.js';
import { createTargets, type Targets } from './targets.js';
import { teacherVectors } from './teacher-vectors.js';
import { together } from './together.js';
import { corpusWeights } from './token-weights.js';
import { withVectorCache } from './with-vector-cache.js';

// A plain distillation's a, in the weight a / (a + p) of a token.
const PLAIN_SIF = 1e-4;

/** Texts, what a teacher says of them, and the tokens that they hold. */
export interface FitProblem {
  /** Of all texts, each token by its place among `tokens`. */
  bags: TokenBags;
  /** The first so many texts are fitted to; the others tell what that has brought. */
  used: number;
  targets: Targets;
  /** Ids of the tokens that texts hold, those held out included. */
  tokens: Int32Array;
  /** Of each of these: its row, less the mean of them all. */
  rows: Matrix;
  mean: Float64Array;
  /** How much each weighs where the fit begins. */
  weights: Float64Array;
  /** How much each weighs in a plain distillation. */
  plainWeights: Float64Array;
  /** How strongly each is pulled to where it begins. */
  pull: Float32Array;
  /** Tokens that no text holds, and how much they weigh. */
  others: { ids: Int32Array; weights: Float64Array };
  /** Of all tokens, in the texts that are fitted to. */
  frequency: Frequencies;
}

/**
 * Asks a teacher about texts, and for the rows of the tokens that they hold. The teacher's vectors, the most that a fit has in memory,
 * are gone when this ends.
 * @param onProgress told of the targets
 */
export async function poseFitProblem(
  { student, opened, reader, settings }: Fit,
  { texts, used }: { texts: readonly string[]; used: number },
  onProgress: OnProgress,
): Promise<FitProblem> {
  const { maxTokens, ridge, cache: path } = settings;
  const vocabulary = student.tokenizer.tokens.length;
  const [vectors, allBags] = await together(
    settings.signal,
    (signal) =>
      withVectorCache(path, opened, { maxTokens, signal }, (cache) =>
        teacherVectors(opened, texts, { maxTokens, cache, onProgress: settings.onProgress, signal }),
      ),
    (signal) => collectTokenBags(texts, vocabulary, (text) => reader(text).known, { signal }),
  );
  const frequency = frequencies(sliceBags(allBags, 0, used), vocabulary);
  const { bags, tokens, others } = occurringTokens(allBags, vocabulary);
  const [rows, targets] = await together(
    settings.signal,
    (signal) => student.rows(tokens, signal),
    (signal) => createTargets(vectors, { ...settings, used, onProgress, signal }),
  );
  const mean = meanRow(rows);
  const weigh = (asked: Float64Array) => (student.isWeighted ? asked.map(() => 1) : asked);
  const weights = weigh(corpusWeights(frequency.occurrences));
  return {
    bags,
    used,
    targets,
    tokens,
    rows: subtractRow(rows, mean),
    mean,
    weights: gather(weights, tokens),
    plainWeights: gather(weigh(sifWeights(vocabulary, PLAIN_SIF)), tokens),
    pull: gather(rowPull(frequency.texts, ridge), tokens),
    others: { ids: others, weights: gather(weights, others) },
    frequency,
  };
}
