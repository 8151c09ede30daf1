import { type EmbeddingTable, kMeans, type Matrix, quantizeModel, StaticModel } from '@m2v/core';
import { quantize } from '@m2v/core/kit';
import { createTokenizer } from '@m2v/core/tokenizer';
import type { Teacher } from '@m2v/inference';
import { checkTeacher } from './check-arguments.js';
import { checkDistillOptions, type DistillOptions, type DistillSettings } from './distill-options.js';
import { checkFitOptions, type FitSettings } from './fit-to-corpus/fit-options.js';
import { fitToSample } from './fit-to-corpus/fit-to-corpus.js';
import { fitToMadeUp } from './fit-to-corpus/fit-to-vocabulary.js';
import { MADE_UP_TEXTS } from './fit-to-corpus/made-up-texts.js';
import { sampleTexts } from './fit-to-corpus/sample-texts.js';
import { pca } from './pca.js';
import { sifWeights } from './sif.js';
import { weighed } from './table-arithmetic.js';
import { tokenEmbeddings } from './token-embeddings.js';
import { studentTokenizerJson } from './vocabulary/select-vocabulary.js';
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
    ? buildStudent(teacher, vocabulary, settings)
    : fittedStudent(teacher, vocabulary, { ...settings, fit });
}

/** A student whose table is made of its tokens' vectors, as the reference's is. */
async function buildStudent(
  teacher: Teacher,
  vocabulary: StudentVocabulary,
  settings: DistillSettings,
): Promise<StaticModel> {
  const vectors = await tokenEmbeddings(teacher, vocabulary, settings);
  const { original, selected } = vocabulary;
  const tokenizer = await createTokenizer(studentTokenizerJson(original, selected));
  const table = quantize(await buildTable(vectors, settings), settings.quantizeTo, settings);
  return new StaticModel({
    tokenizer,
    table,
    config: {
      model_type: 'model2vec',
      architectures: ['StaticModel'],
      tokenizer_name: teacher.name,
      apply_pca: settings.pcaDims,
      sif_coefficient: settings.sifCoefficient,
      hidden_dim: table.matrix.dim,
      seq_length: SEQ_LENGTH,
      normalize: true,
      pooling: settings.pooling,
      // The reference has no such field, since it has no such student.
      ...(settings.endToken ? {} : { end_token: false }),
    },
    normalize: true,
    maxLength: MAX_LENGTH,
    baseModelName: teacher.name,
  });
}

/** A student in the teacher's full width and not weighed, fitted. */
async function fittedStudent(
  teacher: Teacher,
  vocabulary: StudentVocabulary,
  settings: FittedSettings,
): Promise<StaticModel> {
  const { fit, sifCoefficient, quantizeTo, scales, vocabularyQuantization, onProgress, signal } = settings;
  const fitSettings = fitSettingsOf(teacher, settings);
  // Before the teacher is put to work: what is wrong with the texts costs none of its minutes.
  const texts = fit === 'vocabulary' ? undefined : await sampleTexts(fit, fitSettings);
  const bare = await buildStudent(teacher, vocabulary, { ...settings, ...BARE });
  const fitted = await (texts === undefined
    ? fitToMadeUp(bare, teacher, fitSettings, sifCoefficient)
    : fitToSample(bare, teacher, texts, fitSettings));
  const shared = vocabularyQuantization ?? undefined;
  return await quantizeModel(fitted, { quantizeTo, scales, vocabularyQuantization: shared, onProgress, signal });
}

type FittedSettings = DistillSettings & { fit: Exclude<DistillSettings['fit'], 'none'> };

const BARE = { pcaDims: null, sifCoefficient: null, quantizeTo: 'float32', vocabularyQuantization: null } as const;

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
