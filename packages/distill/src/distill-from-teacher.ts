import { type EmbeddingTable, kMeans, type Matrix, quantizeModel, type StaticModel } from '@m2v/core';
import { quantize } from '@m2v/core/kit';
import { checkPooling, type Teacher } from '@m2v/inference';
import { checkTeacher } from './check-arguments.js';
import { checkDistillOptions, type DistillOptions, type DistillSettings } from './distill-options.js';
import { checkFitOptions, type FitSettings } from './fit-to-corpus/fit-options.js';
import { fitToSample } from './fit-to-corpus/fit-to-corpus.js';
import { fitToMadeUp } from './fit-to-corpus/fit-to-vocabulary.js';
import { withMadeUpDefaults } from './fit-to-corpus/made-up-defaults.js';
import { sampleTexts } from './fit-to-corpus/sample-texts.js';
import { sentenceTeacher } from './fit-to-corpus/sentence-teacher.js';
import { pca } from './pca.js';
import { sifWeights } from './sif.js';
import { studentOf } from './student-of.js';
import { weighed } from './table-arithmetic.js';
import { tokenEmbeddings } from './token-embeddings.js';
import { unmadeStudent } from './unmade-student.js';
import { type StudentVocabulary, studentVocabulary } from './vocabulary/student-vocabulary.js';

/**
 * Distils a teacher into a static model: its vector for each token of the vocabulary, reduced by PCA and weighted by
 * the token's estimated frequency; with `fit`, fitted to what the teacher says of texts. The teacher stays open.
 * @throws InputError for an option that cannot be used; UnsupportedError for the teacher's tokenizer or pooling; the
 * signal's reason when aborted.
 */
export async function distillFromTeacher(teacher: Teacher, options: DistillOptions = {}): Promise<StaticModel> {
  checkTeacher(teacher);
  const settings = checkDistillOptions(options);
  checkPooling(teacher, settings.pooling);
  const vocabulary = await studentVocabulary(teacher, settings);
  const { fit } = settings;
  return fit === 'none'
    ? plainStudent(teacher, vocabulary, settings)
    : fittedStudent(teacher, vocabulary, { ...settings, fit });
}

/** A student whose table is made of its tokens' vectors, as the reference's is. */
async function plainStudent(
  teacher: Teacher,
  vocabulary: StudentVocabulary,
  settings: DistillSettings,
): Promise<StaticModel> {
  const { original, selected } = vocabulary;
  const vectors = await tokenEmbeddings(teacher, original, selected.tokens, settings);
  const table = quantize(await buildTable(vectors, settings), settings.quantizeTo, settings);
  const { pcaDims, sifCoefficient } = settings;
  return studentOf({ teacher, vocabulary, settings }, table, { apply_pca: pcaDims, sif_coefficient: sifCoefficient });
}

/** A student fitted to texts, of which the fit makes the table. */
async function fittedStudent(
  teacher: Teacher,
  vocabulary: StudentVocabulary,
  settings: FittedSettings,
): Promise<StaticModel> {
  const { fit, sifCoefficient, quantizeTo, scales, vocabularyQuantization, onProgress, signal } = settings;
  const fitSettings = fitSettingsOf(teacher, settings);
  const opened = sentenceTeacher(teacher, vocabulary.original.whole);
  const student = unmadeStudent({ teacher, vocabulary, settings });
  const fitted =
    fit === 'vocabulary'
      ? await fitToMadeUp(student, opened, fitSettings, sifCoefficient)
      : await fitToSample(student, opened, await sampleTexts(fit, fitSettings), fitSettings);
  const shared = vocabularyQuantization ?? undefined;
  return await quantizeModel(fitted, { quantizeTo, scales, vocabularyQuantization: shared, onProgress, signal });
}

type FittedSettings = DistillSettings & { fit: Exclude<DistillSettings['fit'], 'none'> };

function fitSettingsOf(
  { dim }: Teacher,
  { fit, fitOptions, pcaDims, onProgress, onWarning, signal }: FittedSettings,
): FitSettings {
  const dims = typeof pcaDims === 'number' ? pcaDims : dim;
  const options = fit === 'vocabulary' ? withMadeUpDefaults(fitOptions) : fitOptions;
  return checkFitOptions({ ...options, dims, onProgress, onWarning, signal }, dims);
}

/**
 * The float32 table of a student from its tokens' vectors, tokens x teacher.dim. With shared rows the weights stand
 * beside the rows, since tokens of one row differ in frequency; without, they are multiplied in.
 */
async function buildTable(vectors: Matrix, settings: DistillSettings): Promise<EmbeddingTable> {
  const { vocabularyQuantization, sifCoefficient, onProgress, signal } = settings;
  const weights =
    sifCoefficient === null ? new Float64Array(vectors.rows).fill(1) : sifWeights(vectors.rows, sifCoefficient);
  if (vocabularyQuantization === null) {
    const reduced = await reduce(vectors, settings);
    return { matrix: weighed(reduced, weights), dtype: 'float32' };
  }
  const { centroids, labels } = await kMeans(vectors, vocabularyQuantization, { signal, onProgress });
  return { matrix: await reduce(centroids, settings), dtype: 'float32', mapping: labels, weights };
}

async function reduce(matrix: Matrix, { pcaDims, onProgress, onWarning, signal }: DistillSettings): Promise<Matrix> {
  if (pcaDims === null) return matrix;
  const { matrix: reduced, explainedVariance, dims } = await pca(matrix, pcaDims, { onProgress, onWarning, signal });
  const metrics = { explainedVariance, dims };
  onProgress({ stage: 'pca', done: 2 * matrix.rows, total: 2 * matrix.rows, unit: 'rows', metrics });
  return reduced;
}
