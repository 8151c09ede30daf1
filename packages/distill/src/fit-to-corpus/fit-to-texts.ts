import type { OnProgress, OnWarning, StaticModel } from '@m2v/core';
import { product, subtractRow, weighed } from '../table-arithmetic.js';
import { poseFitProblem } from './fit-problem.js';
import type { FitRecord } from './fit-record.js';
import { scatterRows } from './gather.js';
import type { Fit } from './open-fit.js';
import { type Explained, solveFit } from './solve-fit.js';
import { together } from './together.js';
import type { UnfittedStudent } from './unfitted-student.js';

// A share of the texts is held out to tell what the fit has brought, where that leaves enough to tell it by, and up to a limit.
const [HELD_OUT_SHARE, FEWEST_HELD_OUT, MOST_HELD_OUT] = [0.05, 20, 500];

/**
 * The fit to texts of which each holds a token that the student knows. Some of the known ones are held out, to tell by them what the
 * fit has brought. A teacher that has yet to read the student's tokens needs seconds for that, and all else is done in this time: the
 * rows of tokens that texts hold come first, since the problem is about these alone.
 */
export async function fitToTexts(
  fit: Fit,
  { madeUp, known }: { madeUp: readonly string[]; known: readonly string[] },
): Promise<StaticModel> {
  const { student, opened, settings } = fit;
  const { ridge, steps, spectrum, onWarning } = settings;
  // What is held out stands last, and is nobody's invention.
  const texts = [...madeUp, ...known];
  const used = texts.length - heldOutCount(known.length);
  // Of two things that go on at once the longer one is told: the teacher's reading.
  let isRead = student.isMade;
  const onProgress: OnProgress = (progress) => {
    if (isRead) settings.onProgress(progress);
  };
  const problem = await poseFitProblem(fit, { texts, used }, onProgress);
  const { tokens, mean, others, frequency } = problem;
  const [otherRows, { table: fitted, map, isWorse, ...explained }] = await together(
    settings.signal,
    async (signal) => {
      const rows = await student.rows(others.ids, signal);
      isRead = true;
      return rows;
    },
    (signal) => solveFit(student.space, problem, { ...settings, onProgress, signal }),
  );
  const table = scatterRows([
    { ids: tokens, rows: fitted },
    { ids: others.ids, rows: weighed(product(subtractRow(otherRows, mean), map), others.weights) },
  ]);
  warnOfShares(student.space, explained, isWorse, onWarning);
  const record: FitRecord = {
    texts: used,
    held_out_texts: texts.length - used,
    made_up_texts: madeUp.length,
    tokens: frequency.occurrences.reduce((sum, count) => sum + count, 0),
    vocabulary_share: frequency.texts.filter((count) => count > 0).length / table.rows,
    ...explained,
    ridge,
    steps,
    spectrum,
    max_tokens: settings.maxTokens,
  };
  return student.withTable(table, {
    tokenizer_name: opened.teacher.name,
    apply_pca: table.dim,
    hidden_dim: table.dim,
    sif_coefficient: null,
    fit: record,
  });
}

function heldOutCount(texts: number): number {
  const count = Math.min(MOST_HELD_OUT, Math.floor(texts * HELD_OUT_SHARE));
  return count < FEWEST_HELD_OUT ? 0 : count;
}

/** What is to be known of the shares that a fit explains, where there are any. */
function warnOfShares(
  space: UnfittedStudent['space'],
  { explained_before: before, explained_after: after }: Explained,
  isWorse: boolean,
  onWarning: OnWarning,
): void {
  if (before === null || after === null) return;
  if (space === 'fitted') {
    const message =
      'the student was fitted before: another fit can lose some of what it learned, and what it explains of texts held out says too much where it was fitted to these as well';
    onWarning({ code: 'fitted-before', message });
  }
  if (!isWorse) return;
  const [now, then] = [after, before].map((share) => (100 * share).toFixed(1));
  const message = `the fit made the student worse: it explains ${now} % of the teacher's vectors of texts held out, before ${then} %; give more texts, or do without the fit`;
  onWarning({ code: 'worse-fit', message });
}
