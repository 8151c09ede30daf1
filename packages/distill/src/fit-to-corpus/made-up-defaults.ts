import type { FitToCorpusOptions } from './fit-options.js';

/** How many made-up texts a student is fitted to where there are no others. */
export const MADE_UP_TEXTS = 25_000;
/** a in the weight a / (a + p) of a token after such a fit. */
export const MADE_UP_SIF = 1e-3;

// Texts that nobody writes are to be believed less.
const MADE_UP_RIDGE = 0.15;

/** The options, with the defaults of a fit to made-up texts where they differ from a corpus's. */
export function withMadeUpDefaults(options: FitToCorpusOptions): FitToCorpusOptions {
  const { maxTexts = MADE_UP_TEXTS, ridge = MADE_UP_RIDGE } = options;
  return { ...options, maxTexts, ridge };
}
