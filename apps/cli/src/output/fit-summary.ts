import type { FitRecord } from '@m2v/distill';

/** What a summary says of a fit: the fields of a model's config, named as all else in JSON output. */
export interface FitSummary {
  /** Texts that it was fitted to, and how many of these were made up. */
  texts: number;
  madeUpTexts: number;
  heldOutTexts: number;
  /** Known tokens in them. */
  tokens: number;
  /** The share of the vocabulary that occurs in them. */
  vocabularyShare: number;
  /** The share of the teacher's vectors of texts held out that the student explained before, and explains now. */
  explainedBefore: number | null;
  explainedAfter: number | null;
  ridge: number;
  steps: number;
  spectrum: number;
  maxTokens: number;
}

export function fitSummary(record: FitRecord): FitSummary {
  const { texts, tokens, ridge, steps, spectrum } = record;
  return {
    texts,
    madeUpTexts: record.made_up_texts,
    heldOutTexts: record.held_out_texts,
    tokens,
    vocabularyShare: record.vocabulary_share,
    explainedBefore: record.explained_before,
    explainedAfter: record.explained_after,
    ridge,
    steps,
    spectrum,
    maxTokens: record.max_tokens,
  };
}
