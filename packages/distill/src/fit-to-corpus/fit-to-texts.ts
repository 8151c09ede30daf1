import type { OnWarning, StaticModel } from '@m2v/core';
import { less, product, weighed } from '../table-arithmetic.js';
import type { FitRecord } from './fit-record.js';
import { type Explained, learn } from './learn.js';
import type { Fit } from './open-fit.js';
import { putTogether } from './pick.js';
import { onceDone, prepareLesson } from './prepare-lesson.js';

// A share of the texts is held out to tell what the fit has brought, where that leaves enough to tell it by, and up to a limit.
const [HELD_OUT_SHARE, FEWEST_HELD_OUT, MOST_HELD_OUT] = [0.05, 20, 500];

// Of these, a share of what is explained that another draw would have moved as well.
const NOISE = 0.01;

/**
 * The fit to texts of which each holds a token that the student knows. Some of the known ones are held out, to tell by them what the
 * fit has brought. A teacher that has yet to read the student's tokens needs seconds for that, and all else is done in this time: the
 * rows of tokens that texts hold come first, since what there is to learn is about these alone.
 */
export async function fitToTexts(
  fit: Fit,
  { madeUp, known }: { madeUp: readonly string[]; known: readonly string[] },
): Promise<StaticModel> {
  const { learner, opened, settings } = fit;
  const { ridge, steps, spectrum, onWarning } = settings;
  // What is held out stands last, and is nobody's invention.
  const texts = [...madeUp, ...known];
  const used = texts.length - heldOutCount(known.length);
  const { lesson, occurring, others, otherWeights, mean, frequency } = await prepareLesson(fit, texts, used);
  const made = learner.rows(others);
  const [{ table: learnt, map, ...explained }, otherRows] = await Promise.all([
    learn(learner.space, lesson, { ...settings, onProgress: onceDone(made, settings.onProgress) }),
    made,
  ]);
  const table = putTogether([
    { ids: occurring, rows: learnt },
    { ids: others, rows: weighed(product(less(otherRows, mean), map), otherWeights) },
  ]);
  warnIfWorse(explained, onWarning);
  const record: FitRecord = {
    texts: used,
    held_out_texts: texts.length - used,
    made_up_texts: madeUp.length,
    tokens: frequency.occurrences.reduce((sum, count) => sum + count, 0),
    vocabulary_share: frequency.texts.filter((count) => count > 0).length / table.rows,
    ...explained,
    ...{ ridge, steps, spectrum },
    max_tokens: settings.maxTokens,
  };
  return learner.taught(table, {
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

function warnIfWorse({ explained_before: before, explained_after: after }: Explained, onWarning: OnWarning): void {
  if (before === null || after === null || after > before - NOISE) return;
  const [now, then] = [after, before].map((share) => (100 * share).toFixed(1));
  const message = `the fit made the student worse: it explains ${now} % of the teacher's vectors of texts held out, before ${then} %; give more texts, or do without the fit`;
  onWarning({ code: 'worse-fit', message });
}
