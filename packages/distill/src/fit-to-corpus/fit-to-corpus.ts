import { InputError, type Matrix, type OnWarning, type StaticModel } from '@m2v/core';
import { collectTokenBags, createRandom, createYielder, rowRange, type Texts } from '@m2v/core/kit';
import type { Teacher } from '@m2v/inference';
import { bagProduct, frequencies, pickBags, sliceBags, withShares } from './bags.js';
import { explainedShare } from './explained-share.js';
import { checkFitOptions, type FitSettings, type FitToCorpusOptions } from './fit-options.js';
import type { FitRecord } from './fit-record.js';
import { leastSquares } from './least-squares.js';
import { madeUpTexts } from './made-up-texts.js';
import { pickRows } from './pick-rows.js';
import { createReader, type Reader } from './reader.js';
import { rowPull } from './row-pull.js';
import { sampleTexts } from './sample-texts.js';
import { createSignal, sampledRows } from './signal.js';
import { centred, startingTables } from './starting-table.js';
import { teacherVectors } from './teacher-vectors.js';
import { withTable } from './with-table.js';
import { withVectorCache } from './with-vector-cache.js';

// With fewer texts a dimension than the first, some dimensions have nothing to learn: made-up texts fill up. As many again as
// there are help as long as both together are no more than the second.
const [FEWEST_A_DIM, ENOUGH_A_DIM] = [4, 24];
// A share of the texts is held out to tell what the fit has brought, where that leaves enough to tell it by, and up to a limit.
const [HELD_OUT_SHARE, FEWEST_HELD_OUT, MOST_HELD_OUT] = [0.05, 20, 500];
const MANY_UNKNOWN = 0.2;

/**
 * Fits a student's vectors to what its teacher says of texts, by least squares: the mean of a text's rows is to be the
 * teacher's vector. Of equal vectors of the teacher come equal bytes. Mapping and weights are folded first; the result is a float32 model.
 *
 * @throws InputError for options that cannot be used, for texts that hold no known token, and for a student of another
 *   tokenizer; FormatError for a teacher that gives no numbers; the signal's reason when aborted
 */
export async function fitToCorpus(
  student: StaticModel,
  teacher: Teacher,
  texts: Texts,
  options: FitToCorpusOptions = {},
): Promise<StaticModel> {
  const settings = checkFitOptions(options, student.dim);
  checkFeatures(settings.features, student);
  return await fitToSample(student, teacher, await sampleTexts(texts, settings), settings);
}

/** The same, once texts are drawn. */
export async function fitToSample(
  student: StaticModel,
  teacher: Teacher,
  sampled: readonly string[],
  settings: FitSettings,
): Promise<StaticModel> {
  const { onWarning } = settings;
  const dims = widthOfFit(teacher, settings.dims, onWarning);
  const reader = await createReader(student, teacher, settings);
  const known = await knownTexts(reader, sampled, settings);
  const random = createRandom(settings.seed);
  random.shuffle(known);
  const madeUp = [...madeUpTexts(student, madeUpCount(known.length, dims), random)];
  if (known.length + madeUp.length < 2) {
    throw new InputError({
      where: 'texts',
      what: 'are too few, and the student has no words to make up others of',
      value: known.length,
      allowed: '2 or more',
    });
  }
  if (known.length < FEWEST_A_DIM * dims) {
    const message = `texts: ${known.length} would teach too little, so ${madeUp.length} made-up ones were added; some thousands teach more`;
    onWarning({ code: 'few-texts', message });
  }
  return await fitToTexts(student, teacher, reader, { madeUp, known }, { ...settings, dims });
}

/** @throws InputError for features that are no numbers, or not those of a student's tokens */
export function checkFeatures(features: Matrix | undefined, { tokens }: Pick<StaticModel, 'tokens'>): void {
  if (features === undefined) return;
  const { data, rows, dim } = features;
  if (rows !== tokens.length) {
    const allowed = `${tokens.length}, one for each token of the student`;
    throw new InputError({ where: 'features.rows', what: 'cannot be used', value: rows, allowed });
  }
  if (data.length !== rows * dim || !data.every(Number.isFinite)) {
    throw new InputError({ where: 'features.data', what: 'holds no numbers, or not as many as rows times dim' });
  }
}

function madeUpCount(known: number, dims: number): number {
  return Math.max(FEWEST_A_DIM * dims - known, Math.min(known, ENOUGH_A_DIM * dims - known), 0);
}

/** What a teacher says of a text is two vectors, and has no more axes than these together are wide. */
export function widthOfFit({ dim }: Teacher, dims: number, onWarning: OnWarning): number {
  if (dims <= 2 * dim) return dims;
  onWarning({
    code: 'pca-too-wide',
    message: `${dims} dims are more than the ${2 * dim} that two vectors of this teacher have; the student gets these`,
  });
  return 2 * dim;
}

/**
 * The fit to texts of which each holds a token that the student knows. Some of the known ones are held out, to tell by them
 * what the fit has brought.
 */
export async function fitToTexts(
  student: StaticModel,
  teacher: Teacher,
  reader: Reader,
  { madeUp, known }: { madeUp: readonly string[]; known: readonly string[] },
  settings: FitSettings,
): Promise<StaticModel> {
  const { maxTokens, onProgress, onWarning, signal } = settings;
  const other = student.config.tokenizer_name;
  if (typeof other === 'string' && other !== teacher.name) {
    const message = `the student was distilled from ${other}, and is now fitted to what ${teacher.name} says`;
    onWarning({ code: 'other-teacher', message });
  }
  // What is held out stands last, and is nobody's invention.
  const texts = [...madeUp, ...known];
  const used = texts.length - heldOutCount(known.length);
  const vectors = await withVectorCache(settings.cache, teacher, { maxTokens, signal }, (cache) =>
    teacherVectors(teacher, texts, { maxTokens, cache, onProgress, signal }),
  );
  const target = await createSignal(vectors, { ...settings, used });
  const bags = await collectTokenBags(texts, student.tokens.length, (text) => reader(text).known, { signal });
  const fitted = sliceBags(bags, 0, used);
  const frequency = frequencies(fitted, student.tokens.length);
  const sample = sampledRows(used);
  const held = withShares(sliceBags(bags, used, texts.length));
  const { before, start } = await startingTables(student, frequency.occurrences, settings, {
    bags: withShares(pickBags(bags, sample)),
    targets: pickRows(target.targets, sample),
    held,
  });
  const solution = await leastSquares(
    {
      bags: withShares(fitted),
      targets: rowRange(target.targets, 0, used),
      start,
      pull: rowPull(frequency.texts, settings.ridge),
    },
    settings,
  );
  const table = centred(solution);
  const explained = (predicted: Matrix) => (used === texts.length ? null : explainedShare(target, predicted));
  const shares = { explained_before: explained(before), explained_after: explained(bagProduct(held, table)) };
  warnIfWorse(shares, onWarning);
  return withTable(student, table, {
    tokenizer_name: teacher.name,
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

type Explained = Pick<FitRecord, 'explained_before' | 'explained_after'>;

function warnIfWorse({ explained_before: before, explained_after: after }: Explained, onWarning: OnWarning): void {
  if (before === null || after === null) return;
  // By the figures that a summary shows: below them there is only noise.
  const [now, then] = [after, before].map((share) => (100 * share).toFixed(1));
  if (Number(now) >= Number(then)) return;
  const message = `the fit made the student worse: it explains ${now} % of the teacher's vectors of texts held out, before ${then} %; give more texts, or do without the fit`;
  onWarning({ code: 'worse-fit', message });
}

/** Those that hold a known token; a warning where many tokens are unknown. */
async function knownTexts(
  reader: Reader,
  texts: readonly string[],
  { onWarning, signal }: Pick<FitSettings, 'onWarning' | 'signal'>,
): Promise<string[]> {
  const pause = createYielder(signal);
  let [tokens, unknown] = [0, 0];
  const kept: string[] = [];
  for (const text of texts) {
    const { known, all } = reader(text);
    tokens += all;
    unknown += all - known.length;
    if (known.length > 0) kept.push(text);
    await pause();
  }
  if (kept.length === 0) {
    throw new InputError({
      where: 'texts',
      what: 'hold no token that the model knows',
      todo: 'give texts in its language',
    });
  }
  if (unknown > MANY_UNKNOWN * tokens) {
    const share = `${Math.round((100 * unknown) / tokens)} %`;
    const message = `texts: ${share} of their tokens are unknown to the model, which learns nothing about them`;
    onWarning({ code: 'unknown-tokens', message });
  }
  return kept;
}

function heldOutCount(texts: number): number {
  const count = Math.min(MOST_HELD_OUT, Math.floor(texts * HELD_OUT_SHARE));
  return count < FEWEST_HELD_OUT ? 0 : count;
}
