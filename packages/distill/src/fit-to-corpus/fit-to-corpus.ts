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
 * teacher's vector. Equal inputs give equal bytes. Mapping and weights are folded first; the result is a float32 model.
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
  const { maxTexts, signal, onProgress, onWarning } = settings;
  const dims = widthOfFit(teacher, settings.dims, onWarning);
  checkFeatures(settings.features, student);
  const reader = await createReader(student, teacher, settings);
  const random = createRandom(settings.seed);
  const onText = (done: number) => onProgress({ stage: 'texts', done, unit: 'texts' });
  const sampled = await sampleTexts(texts, maxTexts, random, { signal, onText });
  if (sampled.length === 0)
    throw new InputError({ where: 'texts', what: 'are none, or all blank', allowed: '1 or more' });
  const known = await knownTexts(reader, sampled, settings);
  random.shuffle(known);
  const madeUp = [...madeUpTexts(student, madeUpCount(known.length, dims), random)];
  if (known.length < FEWEST_A_DIM * dims) {
    const message = `texts: only ${known.length} differ, so ${madeUp.length} made-up ones were added; some thousands teach more`;
    onWarning({ code: 'few-texts', message });
  }
  const other = student.config.tokenizer_name;
  if (typeof other === 'string' && other !== teacher.name) {
    const message = `the student was distilled from ${other}, and is now fitted to what ${teacher.name} says`;
    onWarning({ code: 'other-teacher', message });
  }
  return await fitToTexts(student, teacher, reader, { madeUp, known }, { ...settings, dims });
}

/** @throws InputError for features of other tokens than a student's */
export function checkFeatures(features: Matrix | undefined, { tokens }: Pick<StaticModel, 'tokens'>): void {
  if (features === undefined || features.rows === tokens.length) return;
  const allowed = `${tokens.length}, one for each token of the student`;
  throw new InputError({ where: 'features.rows', what: 'cannot be used', value: features.rows, allowed });
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
  const { maxTokens, onProgress, signal } = settings;
  // What is held out stands last, and is nobody's invention.
  const texts = [...madeUp, ...known];
  const used = texts.length - heldOutCount(known.length);
  const vectors = await withVectorCache(settings.cache, teacher, maxTokens, (cache) =>
    teacherVectors(teacher, texts, { maxTokens, cache, onProgress, signal }),
  );
  const target = await createSignal(vectors, { ...settings, used });
  const bags = await collectTokenBags(texts, student.tokens.length, reader.known, { signal });
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
      pull: pullOf(frequency.texts, settings.ridge),
    },
    settings,
  );
  const table = centred(solution);
  const explained = (predicted: Matrix) => (used === texts.length ? null : explainedShare(target, predicted));
  const shares = { explained_before: explained(before), explained_after: explained(bagProduct(held, table)) };
  warnIfWorse(shares, settings.onWarning);
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
  const message = `the fit made the student worse: it explains ${now} % of the teacher's vectors of texts held out, before ${then} %; give more texts, or keep the student as it was`;
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
    const { known, all } = reader.read(text);
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

/** A token of many texts is pulled more, as the root of their number: on average over those that occur, `ridge`. */
function pullOf(texts: Float64Array, ridge: number): Float32Array {
  const roots = texts.map((count) => Math.sqrt(Math.max(count, 1)));
  const occurring = texts.filter((count) => count > 0).length;
  const mean = roots.reduce((sum, root, i) => sum + (texts[i] > 0 ? root : 0), 0) / occurring;
  return Float32Array.from(roots, (root) => (ridge * root) / mean);
}
