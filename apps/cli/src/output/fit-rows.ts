import type { FitSummary } from './fit-summary.js';

/** The lines of a summary that say what a model was fitted to, and what that has brought. */
export function fitRows(fit: FitSummary | undefined): [string, string][] {
  if (fit === undefined) return [];
  const count = (value: number) => value.toLocaleString('en-US');
  const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
  const madeUp = fit.madeUpTexts === 0 ? '' : `, ${count(fit.madeUpTexts)} of them made up`;
  const seen = `${count(fit.tokens)} tokens, ${percent(fit.vocabularyShare)} of the vocabulary`;
  const { explainedBefore: before, explainedAfter: after } = fit;
  const explains =
    before === null || after === null
      ? 'unknown: too few texts to hold some out; m2v compare tells how the student orders yours'
      : `${percent(after)} of the teacher's vectors of ${count(fit.heldOutTexts)} other texts, ${percent(before)} before the fit`;
  return [
    ['fitted to', `${count(fit.texts)} texts${madeUp} (${seen})`],
    // Made-up texts alone are not what a student is for, and none of them is held out.
    ...(fit.madeUpTexts === fit.texts ? [] : [['explains', explains] as [string, string]]),
  ];
}
