import type { OnProgress } from '@m2v/core';
import { collectTokenBags } from '@m2v/core/kit';
import { sifWeights } from '../sif.js';
import { less, meanRow } from '../table-arithmetic.js';
import { type Frequencies, frequencies, occurringTokens, sliceBags } from './bags.js';
import type { Lesson } from './learn.js';
import type { Fit } from './open-fit.js';
import { pick } from './pick.js';
import { rowPull } from './row-pull.js';
import { createTargets } from './targets.js';
import { teacherVectors } from './teacher-vectors.js';
import { corpusWeights } from './token-weights.js';
import { withVectorCache } from './with-vector-cache.js';

// A plain distillation's a, in the weight a / (a + p) of a token.
const PLAIN_SIF = 1e-4;

/** A lesson, and what it leaves out: tokens that no text holds. */
export interface Prepared {
  lesson: Lesson;
  /** The tokens that the lesson is about, by their places in it. */
  occurring: Int32Array;
  others: Int32Array;
  /** How much each of the others weighs where the fit begins. */
  otherWeights: Float64Array;
  /** Of the lesson's rows, which are less by this. */
  mean: Float64Array;
  /** Of all tokens, in the texts to learn from. */
  frequency: Frequencies;
}

/**
 * Asks a teacher about texts, and for the rows of the tokens that they hold. Its vectors, the most that a fit has in memory, are
 * gone when this ends.
 * @param used the first so many texts are those to learn from
 */
export async function prepareLesson(
  { learner, opened, reader, settings }: Fit,
  texts: readonly string[],
  used: number,
): Promise<Prepared> {
  const { maxTokens, ridge, onProgress, signal } = settings;
  const vocabulary = learner.tokenizer.tokens.length;
  const [vectors, allBags] = await Promise.all([
    withVectorCache(settings.cache, opened, { maxTokens, signal }, (cache) =>
      teacherVectors(opened, texts, { maxTokens, cache, onProgress, signal }),
    ),
    collectTokenBags(texts, vocabulary, (text) => reader(text).known, { signal }),
  ]);
  const frequency = frequencies(sliceBags(allBags, 0, used), vocabulary);
  const { bags, occurring, others } = occurringTokens(allBags, vocabulary);
  const made = learner.rows(occurring);
  const [targets, rows] = await Promise.all([
    createTargets(vectors, { ...settings, used, onProgress: onceDone(made, onProgress) }),
    made,
  ]);
  const mean = meanRow(rows);
  const weigh = (asked: Float64Array) => (learner.isWeighted ? asked.map(() => 1) : asked);
  const weights = weigh(corpusWeights(frequency.occurrences));
  const lesson = {
    ...{ bags, used, targets },
    rows: less(rows, mean),
    weights: pick(weights, occurring),
    plainWeights: pick(weigh(sifWeights(vocabulary, PLAIN_SIF)), occurring),
    pull: pick(rowPull(frequency.texts, ridge), occurring),
  };
  return { lesson, occurring, others, otherWeights: pick(weights, others), mean, frequency };
}

/** Tells of work that goes on beside other work only once that, which is told of, is done. */
export function onceDone(other: Promise<unknown>, onProgress: OnProgress): OnProgress {
  let isDone = false;
  const note = () => {
    isDone = true;
  };
  other.then(note, note);
  return (progress) => {
    if (isDone) onProgress(progress);
  };
}
