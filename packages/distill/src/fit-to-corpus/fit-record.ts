import type { StaticModel } from '@m2v/core';

/** What a fitted model's config says of the fit, in its field `fit`. */
export interface FitRecord {
  /** Texts that it was fitted to, made-up ones included. */
  texts: number;
  /** How many of these were made up. */
  made_up_texts: number;
  /** Texts of the corpus that were held out, to tell by them what the fit has brought. */
  held_out_texts: number;
  /** Known tokens in the texts that it was fitted to. */
  tokens: number;
  /** The share of the vocabulary that occurs there. */
  vocabulary_share: number;
  /** The share of the teacher's vectors of held-out texts that the student explained before, and explains now; null without such texts, or where it says the same of all. */
  explained_before: number | null;
  explained_after: number | null;
  ridge: number;
  steps: number;
  spectrum: number;
  max_tokens: number;
}

/** What a model was fitted to, and what that has brought; undefined for one that was not fitted. */
export function fitRecordOf({ config }: Pick<StaticModel, 'config'>): FitRecord | undefined {
  const { fit } = config;
  return isFitRecord(fit) ? fit : undefined;
}

function isFitRecord(value: unknown): value is FitRecord {
  return typeof value === 'object' && value !== null && 'texts' in value && 'explained_after' in value;
}
