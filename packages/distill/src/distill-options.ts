import {
  type EmbeddingDtype,
  InputError,
  type OnProgress,
  type OnWarning,
  type QuantizeTo,
  warnOnConsole,
} from '@m2v/core';
import { isRecord, isTexts, storedDtype, type Texts } from '@m2v/core/kit';
import { POOLINGS, type Pooling } from '@m2v/inference';
import { checkFitOptions, type FitToCorpusOptions } from './fit-to-corpus/fit-options.js';
import { MADE_UP_SIF } from './fit-to-corpus/made-up-defaults.js';
import { checkSif } from './sif.js';
import { compileTokenRemovePattern } from './token-remove-pattern.js';

export interface DistillOptions {
  /** Words and phrases to add to the teacher's vocabulary, in this order. Default: none. */
  vocabulary?: readonly string[];
  /**
   * How many of the teacher's tokens are kept, the first ones, which are the more frequent; special tokens and those that
   * `tokenRemovePattern` removes are not counted. Of all-MiniLM-L6-v2's 29,525, the first 20,000 lose a point of STS
   * (times 100), 10,000 three, 5,000 seven. null keeps all. Default null.
   */
  vocabularySize?: number | null;
  /**
   * Width of the vectors after PCA: a count, a fraction of the variance to keep (between 0 and 1), 'auto' (PCA at full
   * width), or null (no PCA). With `fit` a count up to twice the teacher's width, or 'auto' or null for that width. Default 256.
   */
  pcaDims?: number | 'auto' | null;
  /** a in the weight a / (a + p) of a token of estimated frequency p, between 0 and 1; null weighs all alike. Default 1e-4. */
  sifCoefficient?: number | null;
  /** Tokens that this JavaScript regular expression matches at their start are left out; null keeps all. Default `\[unused\d+\]`. */
  tokenRemovePattern?: string | null;
  /** How the rows are stored. Default 'float16'. */
  quantizeTo?: QuantizeTo;
  /** int8 only: keep one scale a row. False: the reference's int8, which forgets its one scale. Default true. */
  scales?: boolean;
  /** Number of rows that the tokens are to share, found by k-means; null gives each token its own. Default null. */
  vocabularyQuantization?: number | null;
  /** How a token's vector is taken from what the teacher makes of it and the special tokens beside it. Default 'mean'. */
  pooling?: Pooling;
  /**
   * Whether the teacher reads each token with what ends a text ([SEP]), as the reference has it. Without it students are made in less
   * time, and of all-MiniLM-L6-v2 are better by 2 to 3 points of STS and 3 of retrieval (times 100). Default true, with `fit` false.
   */
  endToken?: boolean;
  /**
   * What the student is fitted to: texts of one's own, 'vocabulary' for texts made up of the teacher's words, or 'none'.
   * Fitted, tokens weigh what the texts teach, and `sifCoefficient` is for 'vocabulary' alone
   * (default 1e-3 there). Default 'none'.
   */
  fit?: 'none' | 'vocabulary' | Texts;
  /** How the fit goes; its width is `pcaDims`. */
  fitOptions?: Omit<FitToCorpusOptions, 'dims' | 'onProgress' | 'onWarning' | 'signal'>;
  /**
   * Told of each step: `tokens`, `clusters`, `pca`; fitted, first `texts` and `sentences`, and `fit` where that lasts longer than
   * `tokens`.
   */
  onProgress?: OnProgress;
  /** Told of what was skipped or done otherwise than asked. Default: console.warn. */
  onWarning?: OnWarning;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/** Options with every default filled in. */
export interface DistillSettings
  extends Required<Omit<DistillOptions, 'signal' | 'onProgress' | 'tokenRemovePattern' | 'quantizeTo'>> {
  quantizeTo: EmbeddingDtype;
  tokenRemovePattern: RegExp | undefined;
  onProgress: OnProgress;
  signal: AbortSignal | undefined;
}

/** @throws InputError for an option that cannot be used, before any work is done. */
export function checkDistillOptions(options: DistillOptions): DistillSettings {
  const {
    vocabulary = [],
    vocabularySize = null,
    pcaDims = 256,
    sifCoefficient = options.fit === 'vocabulary' ? MADE_UP_SIF : 1e-4,
    tokenRemovePattern = '\\[unused\\d+\\]',
    quantizeTo = 'float16',
    scales = true,
    vocabularyQuantization = null,
    pooling = 'mean',
    fit = 'none',
    endToken = fit === 'none',
    fitOptions = {},
    onProgress = () => {},
    onWarning = warnOnConsole,
    signal,
  } = options;
  checkVocabulary(vocabulary);
  if (vocabularySize !== null && !isCount(vocabularySize)) {
    reject('vocabularySize', vocabularySize, 'an integer above 0, or null');
  }
  if (pcaDims !== null && pcaDims !== 'auto' && !(isCount(pcaDims) || isShare(pcaDims))) {
    reject('pcaDims', pcaDims, "an integer above 0, a fraction between 0 and 1, 'auto' or null");
  }
  checkSif(sifCoefficient);
  if (vocabularyQuantization !== null && !isCount(vocabularyQuantization)) {
    reject('vocabularyQuantization', vocabularyQuantization, 'an integer above 0, or null');
  }
  const fits = fit === 'none' || fit === 'vocabulary' || isTexts(fit);
  if (!fits) reject('fit', fit, "'none', 'vocabulary', a list of texts or a stream of them");
  if (fit !== 'none' && isShare(pcaDims)) reject('pcaDims', pcaDims, "with fit, an integer above 0, 'auto' or null");
  if (!isRecord(fitOptions)) reject('fitOptions', fitOptions, 'an object of options');
  if ('dims' in fitOptions) reject('fitOptions.dims', fitOptions.dims, 'none here, since pcaDims is the width');
  if (fit !== 'none') checkFitOptions(fitOptions, 1);
  if (typeof endToken !== 'boolean') reject('endToken', endToken, 'true or false');
  if (!POOLINGS.includes(pooling)) reject('pooling', pooling, POOLINGS.join(', '));
  return {
    vocabulary,
    vocabularySize,
    pcaDims,
    sifCoefficient,
    tokenRemovePattern: compileTokenRemovePattern(tokenRemovePattern),
    quantizeTo: storedDtype(quantizeTo),
    scales,
    vocabularyQuantization,
    pooling,
    endToken,
    fit,
    fitOptions,
    onProgress,
    onWarning,
    signal,
  };
}

function checkVocabulary(vocabulary: readonly string[]): void {
  if (!Array.isArray(vocabulary)) reject('vocabulary', vocabulary, 'an array of words');
  const wrong = vocabulary.findIndex((word) => typeof word !== 'string');
  if (wrong >= 0) reject(`vocabulary[${wrong}]`, vocabulary[wrong], 'a word');
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isShare(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 1;
}

function reject(where: string, value: unknown, allowed: string): never {
  throw new InputError({ where, what: 'cannot be used', value, allowed });
}
