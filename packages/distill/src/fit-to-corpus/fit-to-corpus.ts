import { InputError, type StaticModel } from '@m2v/core';
import { createRandom, type Texts } from '@m2v/core/kit';
import type { Teacher } from '@m2v/inference';
import { FEWEST_A_DIM, type FitSettings, type FitToCorpusOptions } from './fit-options.js';
import { fitToTexts } from './fit-to-texts.js';
import { knownTexts } from './known-texts.js';
import { madeUpTexts } from './made-up-texts.js';
import { checkFit, openFit } from './open-fit.js';
import { sampleTexts } from './sample-texts.js';
import { openSentenceTeacher, type SentenceTeacher } from './sentence-teacher.js';
import { type UnfittedStudent, unfittedStudent } from './unfitted-student.js';

// Beside fewer texts a dimension than the first stand as many made-up ones as the second: a larger corpus holds words enough.
const [ENOUGH_A_DIM, MADE_UP_A_DIM] = [8, 4];

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
  const settings = checkFit(student, teacher, options);
  const sampled = await sampleTexts(texts, settings);
  const unfitted = unfittedStudent(student, teacher);
  return await fitToSample(unfitted, await openSentenceTeacher(teacher), sampled, settings);
}

/** The same, once texts are drawn. */
export async function fitToSample(
  student: UnfittedStudent,
  opened: SentenceTeacher,
  sampled: readonly string[],
  settings: FitSettings,
): Promise<StaticModel> {
  const { onWarning, seed } = settings;
  const fit = openFit(student, opened, settings);
  const { dims } = fit.settings;
  const known = await knownTexts(fit.reader, sampled, settings);
  createRandom(seed).shuffle(known);
  // By a random sequence of their own: beside a corpus that grew stand the same ones.
  const madeUpCount = known.length < ENOUGH_A_DIM * dims ? MADE_UP_A_DIM * dims : 0;
  const madeUp = [...madeUpTexts(student.tokenizer, madeUpCount, createRandom(seed))];
  if (known.length + madeUp.length < 2) {
    throw new InputError({
      where: 'texts',
      what: 'are too few, and the student has no words to make up others of',
      value: known.length,
      allowed: '2 or more',
    });
  }
  if (known.length < FEWEST_A_DIM * dims) {
    const filled = madeUp.length === 0 ? '' : `, so ${madeUp.length.toLocaleString('en-US')} made-up ones were added`;
    const enough = (ENOUGH_A_DIM * dims).toLocaleString('en-US');
    const message = `texts: ${known.length.toLocaleString('en-US')}, each counted once, ${filled === '' ? 'teach' : 'would teach'} too little${filled}; ${enough} would be enough for ${dims} dims`;
    onWarning({ code: 'few-texts', message });
  }
  return await fitToTexts(fit, { madeUp, known });
}
