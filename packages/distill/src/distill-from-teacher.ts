import { type EmbeddingTable, kMeans, type Matrix, quantizeModel, StaticModel } from '@m2v/core';
import { quantize } from '@m2v/core/kit';
import type { Teacher } from '@m2v/inference';
import { checkTeacher } from './check-arguments.js';
import { checkDistillOptions, type DistillOptions, type DistillSettings } from './distill-options.js';
import { checkFitOptions, type FitSettings } from './fit-to-corpus/fit-options.js';
import { fitToSample } from './fit-to-corpus/fit-to-corpus.js';
import { fitToMadeUp } from './fit-to-corpus/fit-to-vocabulary.js';
import type { Learner } from './fit-to-corpus/learner.js';
import { MADE_UP_TEXTS } from './fit-to-corpus/made-up-texts.js';
import { sampleTexts } from './fit-to-corpus/sample-texts.js';
import { sentenceTeacher } from './fit-to-corpus/sentence-teacher.js';
import { pca } from './pca.js';
import { sifWeights } from './sif.js';
import { weighed } from './table-arithmetic.js';
import { tokenEmbeddings } from './token-embeddings.js';
import { type StudentVocabulary, studentVocabulary } from './vocabulary/student-vocabulary.js';

// The reference's defaults for a distilled model: 512 tokens a text, and no limit worth the name in `seq_length`.
const MAX_LENGTH = 512;
const SEQ_LENGTH = 1_000_000;

/**
 * Distils a teacher into a static model: its vector for each token of the vocabulary, reduced by PCA and weighted by
 * the token's estimated frequency; with `fit`, fitted to what the teacher says of texts. The teacher stays open.
 * @throws InputError for an option that cannot be used; UnsupportedError for the teacher's tokenizer or pooling; the
 * signal's reason when aborted.
 */
export async function distillFromTeacher(teacher: Teacher, options: DistillOptions = {}): Promise<StaticModel> {
  checkTeacher(teacher);
  const settings = checkDistillOptions(options);
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
  return studentOf(teacher, vocabulary, settings, table, { apply_pca: pcaDims, sif_coefficient: sifCoefficient });
}

/** The student with a table, and with what is to be said of it. */
function studentOf(
  { name }: Teacher,
  { tokenizer }: StudentVocabulary,
  { pooling, endToken }: DistillSettings,
  table: EmbeddingTable,
  config: Readonly<Record<string, unknown>>,
): StaticModel {
  return new StaticModel({
    tokenizer,
    table,
    config: {
      model_type: 'model2vec',
      architectures: ['StaticModel'],
      tokenizer_name: name,
      hidden_dim: table.matrix.dim,
      seq_length: SEQ_LENGTH,
      normalize: true,
      pooling,
      // The reference has no such field, since it has no such student.
      ...(endToken ? {} : { end_token: false }),
      ...config,
    },
    normalize: true,
    maxLength: MAX_LENGTH,
    baseModelName: name,
  });
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
  const learner = unmadeStudent(teacher, vocabulary, settings);
  const fitted =
    fit === 'vocabulary'
      ? await fitToMadeUp(learner, opened, fitSettings, sifCoefficient)
      : await fitToSample(learner, opened, await sampleTexts(fit, fitSettings), fitSettings);
  const shared = vocabularyQuantization ?? undefined;
  return await quantizeModel(fitted, { quantizeTo, scales, vocabularyQuantization: shared, onProgress, signal });
}

/** A student in the teacher's full width and not weighed, of which the teacher has read no token yet. */
function unmadeStudent(teacher: Teacher, vocabulary: StudentVocabulary, settings: DistillSettings): Learner {
  const { original, selected, tokenizer } = vocabulary;
  const { pooling, onProgress } = settings;
  const total = selected.tokens.length;
  let read = 0;
  return {
    tokenizer,
    space: pooling === 'pooler' ? 'own' : 'teacher',
    isWeighted: false,
    async rows(ids) {
      const before = read;
      const tokens = Array.from(ids, (id) => selected.tokens[id]);
      const rows = await tokenEmbeddings(teacher, original, tokens, {
        ...settings,
        onProgress: (progress) => onProgress({ ...progress, done: before + progress.done, total }),
      });
      read += ids.length;
      return rows;
    },
    taught: (matrix, config) => studentOf(teacher, vocabulary, settings, { matrix, dtype: 'float32' }, config),
  };
}

type FittedSettings = DistillSettings & { fit: Exclude<DistillSettings['fit'], 'none'> };

function fitSettingsOf(
  { dim }: Teacher,
  { fit, fitOptions, pcaDims, onProgress, onWarning, signal }: FittedSettings,
): FitSettings {
  const dims = typeof pcaDims === 'number' ? pcaDims : dim;
  const { maxTexts = fit === 'vocabulary' ? MADE_UP_TEXTS : undefined } = fitOptions;
  return checkFitOptions({ ...fitOptions, maxTexts, dims, onProgress, onWarning, signal }, dims);
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
