import type { Matrix, OnWarning, StaticModel } from '@m2v/core';
import { collectTokenBags, rowRange } from '@m2v/core/kit';
import { centred } from '../table-arithmetic.js';
import { bagProduct, frequencies, pickBags, sliceBags, withShares } from './bags.js';
import { explainedShare } from './explained-share.js';
import type { FitRecord } from './fit-record.js';
import { leastSquares } from './least-squares.js';
import type { Fit } from './open-fit.js';
import { pickRows } from './pick-rows.js';
import { rowPull } from './row-pull.js';
import { saidBefore } from './said-before.js';
import { startingTable } from './starting-table.js';
import { studentRows } from './student-rows.js';
import { createTargets, sampledRows } from './targets.js';
import { teacherVectors } from './teacher-vectors.js';
import { withTable } from './with-table.js';
import { withVectorCache } from './with-vector-cache.js';

// A share of the texts is held out to tell what the fit has brought, where that leaves enough to tell it by, and up to a limit.
const [HELD_OUT_SHARE, FEWEST_HELD_OUT, MOST_HELD_OUT] = [0.05, 20, 500];

// Of these, a share of what is explained that another draw would have moved as well.
const NOISE = 0.01;

/**
 * The fit to texts of which each holds a token that the student knows. Some of the known ones are held out, to tell by them
 * what the fit has brought.
 */
export async function fitToTexts(
  { student, opened, reader, settings }: Fit,
  { madeUp, known }: { madeUp: readonly string[]; known: readonly string[] },
): Promise<StaticModel> {
  const { maxTokens, onProgress, onWarning, signal } = settings;
  const { name } = opened.teacher;
  warnOfOtherTeacher(student, name, onWarning);
  // What is held out stands last, and is nobody's invention.
  const texts = [...madeUp, ...known];
  const used = texts.length - heldOutCount(known.length);
  const vectors = await withVectorCache(settings.cache, opened, { maxTokens, signal }, (cache) =>
    teacherVectors(opened, texts, { maxTokens, cache, onProgress, signal }),
  );
  const targets = await createTargets(vectors, { ...settings, used });
  const bags = await collectTokenBags(texts, student.tokens.length, (text) => reader(text).known, { signal });
  const fitted = sliceBags(bags, 0, used);
  const frequency = frequencies(fitted, student.tokens.length);
  const sampled = sampledRows(used);
  const sample = { bags: withShares(pickBags(bags, sampled)), targets: pickRows(targets.matrix, sampled) };
  const rows = studentRows(student);
  const solution = await leastSquares(
    {
      bags: withShares(fitted),
      targets: rowRange(targets.matrix, 0, used),
      start: await startingTable(rows, frequency.occurrences, settings, sample),
      pull: rowPull(frequency.texts, settings.ridge),
    },
    settings,
  );
  const table = centred(solution);
  const held = withShares(sliceBags(bags, used, texts.length));
  const explained = async (said: () => Matrix | Promise<Matrix>) =>
    used === texts.length ? null : explainedShare(targets, await said());
  const shares = {
    explained_before: await explained(() => saidBefore(rows, held, { ...sample, scales: targets.scales }, settings)),
    explained_after: await explained(() => bagProduct(held, table)),
  };
  warnIfWorse(shares, onWarning);
  return withTable(student, table, {
    tokenizer_name: name,
    apply_pca: table.dim,
    hidden_dim: table.dim,
    sif_coefficient: null,
    fit: {
      texts: used,
      held_out_texts: texts.length - used,
      made_up_texts: madeUp.length,
      tokens: frequency.occurrences.reduce((sum, count) => sum + count, 0),
      vocabulary_share: frequency.texts.filter((count) => count > 0).length / student.tokens.length,
      ...shares,
      ridge: settings.ridge,
      steps: settings.steps,
      spectrum: settings.spectrum,
      max_tokens: maxTokens,
    } satisfies FitRecord,
  });
}

function heldOutCount(texts: number): number {
  const count = Math.min(MOST_HELD_OUT, Math.floor(texts * HELD_OUT_SHARE));
  return count < FEWEST_HELD_OUT ? 0 : count;
}

function warnOfOtherTeacher({ config }: StaticModel, name: string, onWarning: OnWarning): void {
  const other = config.tokenizer_name;
  if (typeof other !== 'string' || other === name) return;
  const message = `the student was distilled from ${other}, and is now fitted to what ${name} says`;
  onWarning({ code: 'other-teacher', message });
}

type Explained = Pick<FitRecord, 'explained_before' | 'explained_after'>;

function warnIfWorse({ explained_before: before, explained_after: after }: Explained, onWarning: OnWarning): void {
  if (before === null || after === null || after > before - NOISE) return;
  const [now, then] = [after, before].map((share) => (100 * share).toFixed(1));
  const message = `the fit made the student worse: it explains ${now} % of the teacher's vectors of texts held out, before ${then} %; give more texts, or do without the fit`;
  onWarning({ code: 'worse-fit', message });
}
