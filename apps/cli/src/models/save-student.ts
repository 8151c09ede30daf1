import { inspectModel, type StaticModel } from '@m2v/core';
import { fitRecordOf } from '@m2v/distill';
import { type FitSummary, fitSummary } from '../output/fit-summary.js';

/** What a summary says of a student that was saved. */
export interface SavedStudent {
  output: string;
  tokens: number;
  dims: number;
  /** Absent for a student that was not fitted. */
  fit?: FitSummary;
  /** Of all its files. */
  bytes: number;
}

/** Writes a student to a folder, and says what lies there. */
export async function saveStudent(model: StaticModel, output: string): Promise<SavedStudent> {
  await model.savePretrained(output);
  const { sizes } = await inspectModel(output);
  const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const record = fitRecordOf(model);
  const fit = record && fitSummary(record);
  return { output, tokens: model.tokens.length, dims: model.dim, fit, bytes };
}
