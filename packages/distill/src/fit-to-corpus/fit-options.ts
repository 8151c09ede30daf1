import { InputError, type OnProgress, type OnWarning, warnOnConsole } from '@m2v/core';
import type { Teacher } from '@m2v/inference';

/** Texts a dimension, made-up ones or not, below which a fit teaches too little (`few-texts`). */
export const FEWEST_A_DIM = 4;

export interface FitToCorpusOptions {
  /** Texts of the corpus at most; of more, as many are drawn at random. Default 100,000. Without a corpus: how many are made up, 25,000. */
  maxTexts?: number;
  /** Tokens of a text that the teacher reads at most, special tokens included: 3 or more. Default 128. */
  maxTokens?: number;
  /** Width of the fitted vectors. Default: the student's. */
  dims?: number;
  /** How strongly tokens are pulled to where they begin, beside the texts that hold them. Default 0.05, without a corpus 0.15. */
  ridge?: number;
  /** Steps of the solver. Default 12. */
  steps?: number;
  /**
   * What becomes of the signal's spread along its principal axes: 1 leaves it, 0 makes all axes alike, numbers between raise
   * it to that power. Default 0.4.
   */
  spectrum?: number;
  /** Equal seeds give equal models. Default 42. */
  seed?: number;
  /**
   * Threads that solve, 1 or 2 (Node), with equal results; the teacher's are an option of `loadTeacher`. Default: 2 where it pays.
   */
  threads?: 1 | 2;
  /** A file that keeps the teacher's vectors, so that an interrupted or a repeated run does not ask for them again. Node only. */
  cache?: string;
  /**
   * Told of each step: `texts`, `sentences`, `targets`, `fit`; of a student that is being distilled, of `tokens` while the last two go
   * on beside it.
   */
  onProgress?: OnProgress;
  /**
   * Told of texts that do little (`few-texts`, `unknown-tokens`), of a student of an `other-teacher` or that was `fitted-before`, of
   * dims that cannot be had (`pca-too-wide`), and of a fit after which the student explains less of texts held out (`worse-fit`).
   * Default: console.warn.
   */
  onWarning?: OnWarning;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/** Options with every default filled in. */
export interface FitSettings extends Required<Omit<FitToCorpusOptions, 'signal' | 'cache' | 'threads'>> {
  cache: string | undefined;
  threads: 1 | 2 | undefined;
  signal: AbortSignal | undefined;
}

/**
 * @param width of the student
 * @throws InputError for an option that cannot be used, before any work is done
 */
export function checkFitOptions(options: FitToCorpusOptions, width: number): FitSettings {
  const {
    maxTexts = 100_000,
    maxTokens = 128,
    dims = width,
    ridge = 0.05,
    steps = 12,
    spectrum = 0.4,
    seed = 42,
    threads,
    cache,
    onProgress = () => {},
    onWarning = warnOnConsole,
    signal,
  } = options;
  for (const [where, value, least] of [
    ['maxTexts', maxTexts, 1],
    ['maxTokens', maxTokens, 3],
    ['dims', dims, 1],
    ['steps', steps, 1],
    ['seed', seed, 0],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= least)) reject(where, value, `integers from ${least}`);
  }
  if (!(ridge > 0 && Number.isFinite(ridge))) reject('ridge', ridge, 'finite numbers above 0');
  if (!(spectrum >= 0 && spectrum <= 1)) reject('spectrum', spectrum, '0 to 1');
  if (threads !== undefined && threads !== 1 && threads !== 2) reject('threads', threads, '1 or 2');
  if (cache !== undefined && (typeof cache !== 'string' || cache === '')) reject('cache', cache, 'a path');
  return { maxTexts, maxTokens, dims, ridge, steps, spectrum, seed, threads, cache, onProgress, onWarning, signal };
}

/** What a teacher says of a text is two vectors, and has no more axes than these together are wide. */
export function widthOfFit({ dim }: Pick<Teacher, 'dim'>, dims: number, onWarning: OnWarning): number {
  if (dims <= 2 * dim) return dims;
  onWarning({
    code: 'pca-too-wide',
    message: `${dims} dims are more than the ${2 * dim} that two vectors of this teacher have; the student gets these`,
  });
  return 2 * dim;
}

function reject(where: string, value: unknown, allowed: string): never {
  throw new InputError({ where, what: 'cannot be used', value, allowed });
}
