import { InputError, type StaticModel } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import type { Teacher } from '@m2v/inference';
import { checkSif, sifWeights } from '../sif.js';
import { weighed } from '../table-arithmetic.js';
import { FEWEST_A_DIM, type FitSettings, type FitToCorpusOptions } from './fit-options.js';
import { fitToTexts } from './fit-to-texts.js';
import { MADE_UP_SIF, MADE_UP_TEXTS, withMadeUpDefaults } from './made-up-defaults.js';
import { madeUpTexts } from './made-up-texts.js';
import { checkFit, openFit } from './open-fit.js';
import { openSentenceTeacher, type SentenceTeacher } from './sentence-teacher.js';
import { type UnfittedStudent, unfittedStudent } from './unfitted-student.js';
import { withTable } from './with-table.js';

export interface FitToVocabularyOptions extends FitToCorpusOptions {
  /** How many texts are made up. Default 25,000. */
  maxTexts?: number;
  /**
   * a in the weight a / (a + p) that tokens get after the fit: made-up texts do not tell how little frequent tokens say; null
   * for none. Default 1e-3.
   */
  sifCoefficient?: number | null;
}

/**
 * Fits a student to texts made up of its own vocabulary, where there is no corpus.
 * @throws as `fitToCorpus` does
 */
export async function fitToVocabulary(
  student: StaticModel,
  teacher: Teacher,
  { sifCoefficient = MADE_UP_SIF, ...options }: FitToVocabularyOptions = {},
): Promise<StaticModel> {
  const settings = checkFit(student, teacher, withMadeUpDefaults(options));
  checkSif(sifCoefficient);
  const unfitted = unfittedStudent(student, teacher);
  return await fitToMadeUp(unfitted, await openSentenceTeacher(teacher), settings, sifCoefficient);
}

/** The same, once options are checked; `maxTexts` are made up. */
export async function fitToMadeUp(
  student: UnfittedStudent,
  opened: SentenceTeacher,
  settings: FitSettings,
  sifCoefficient: number | null,
): Promise<StaticModel> {
  const { maxTexts, seed, onWarning } = settings;
  const madeUp = [...madeUpTexts(student.tokenizer, maxTexts, createRandom(seed))];
  if (madeUp.length < 2) {
    throw new InputError({
      where: madeUp.length === maxTexts ? 'maxTexts' : 'student',
      what: madeUp.length === maxTexts ? 'is too few' : 'has no words in its vocabulary to make up texts of',
      value: madeUp.length,
      allowed: '2 or more',
    });
  }
  const fit = openFit(student, opened, settings);
  const { dims } = fit.settings;
  if (madeUp.length < FEWEST_A_DIM * dims) {
    const message = `${madeUp.length} made-up texts teach too little for ${dims} dims; ${MADE_UP_TEXTS.toLocaleString('en-US')}, the default, teach more`;
    onWarning({ code: 'few-texts', message });
  }
  const fitted = await fitToTexts(fit, { madeUp, known: [] });
  if (sifCoefficient === null) return fitted;
  const matrix = weighed(fitted.table.matrix, sifWeights(fitted.tokens.length, sifCoefficient));
  return withTable(fitted, matrix, { sif_coefficient: sifCoefficient });
}
