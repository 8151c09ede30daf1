import type { FitRecord } from '@m2v/distill';

/** The lines of a summary that say what a model was fitted to, and what that has brought. */
export function fitRows(fit: FitRecord | undefined): [string, string][] {
  if (fit === undefined) return [];
  const count = (value: number) => value.toLocaleString('en-US');
  const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
  const madeUp = fit.made_up_texts === 0 ? '' : `, ${count(fit.made_up_texts)} of them made up`;
  const seen = `${count(fit.tokens)} tokens, ${percent(fit.vocabulary_share)} of the vocabulary`;
  const { explained_before: before, explained_after: after } = fit;
  return [
    ['fitted to', `${count(fit.texts)} texts${madeUp} (${seen})`],
    ...(before === null || after === null
      ? []
      : [
          [
            'explains',
            `${percent(before)} of the teacher's vectors of ${count(fit.held_out_texts)} texts held out before, ${percent(after)} now`,
          ] as [string, string],
        ]),
  ];
}
