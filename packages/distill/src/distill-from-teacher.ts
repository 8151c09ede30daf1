import { type EmbeddingTable, kMeans, type Matrix, quantizeModel, StaticModel } from '@m2v/core';
import { quantize, type Texts } from '@m2v/core/kit';
import { createTokenizer } from '@m2v/core/tokenizer';
import type { Teacher } from '@m2v/inference';
import { checkTeacher } from './check-arguments.js';
import { checkDistillOptions, type DistillOptions, type DistillSettings } from './distill-options.js';
import { checkFitOptions, type FitSettings, type FitToCorpusOptions } from './fit-to-corpus/fit-options.js';
import { fitToSample } from './fit-to-corpus/fit-to-corpus.js';
import { fitToMadeUp } from './fit-to-corpus/fit-to-vocabulary.js';
import { MADE_UP_TEXTS } from './fit-to-corpus/made-up-texts.js';
import { sampleTexts } from './fit-to-corpus/sample-texts.js';
import { pca } from './pca.js';
import { sifWeights } from './sif.js';
import { sideBySide, weighed } from './table-arithmetic.js';
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
  const { fit } = settings;
  return fit === 'none' ? plainStudent(teacher, settings) : fittedStudent(teacher, fit, settings);
}

/** The reference's distillation. */
async function plainStudent(teacher: Teacher, settings: DistillSettings): Promise<StaticModel> {
  const vocabulary = await studentVocabulary(teacher, settings);
  const [vectors] = await tokenEmbeddings(teacher, vocabulary, [settings.pooling], settings);
  return await buildStudent(teacher, vocabulary, vectors, settings);
}

/** A student whose table is made of its tokens' vectors. */
async function buildStudent(
  teacher: Teacher,
  { original, selected }: StudentVocabulary,
  vectors: Matrix,
  settings: DistillSettings,
): Promise<StaticModel> {
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
    },
    normalize: true,
    maxLength: MAX_LENGTH,
    baseModelName: teacher.name,
  });
}

/** A student in the teacher's full width and not weighed, fitted. */
async function fittedStudent(
  teacher: Teacher,
  fit: Exclude<DistillSettings['fit'], 'none'>,
  settings: DistillSettings,
): Promise<StaticModel> {
  const { quantizeTo, scales, vocabularyQuantization, onProgress, signal } = settings;
  const fitted = await (fit === 'vocabulary'
    ? fittedToVocabulary(teacher, settings)
    : fittedToCorpus(teacher, fit, settings));
  const shared = vocabularyQuantization ?? undefined;
  return await quantizeModel(fitted, { quantizeTo, scales, vocabularyQuantization: shared, onProgress, signal });
}

async function fittedToVocabulary(teacher: Teacher, settings: DistillSettings): Promise<StaticModel> {
  const { maxTexts = MADE_UP_TEXTS } = settings.fitOptions;
  const fitSettings = fitSettingsOf(teacher, settings, { maxTexts });
  const vocabulary = await studentVocabulary(teacher, settings);
  const [vectors] = await tokenEmbeddings(teacher, vocabulary, [settings.pooling], settings);
  const plain = await buildStudent(teacher, vocabulary, vectors, { ...settings, ...BARE });
  return await fitToMadeUp(plain, teacher, fitSettings, settings.sifCoefficient);
}

async function fittedToCorpus(teacher: Teacher, corpus: Texts, settings: DistillSettings): Promise<StaticModel> {
  const fitSettings = fitSettingsOf(teacher, settings, {});
  // Before the teacher is put to work: what is wrong with the texts costs none of its minutes.
  const texts = await sampleTexts(corpus, fitSettings);
  const vocabulary = await studentVocabulary(teacher, settings);
  const poolings = [settings.pooling, 'first', 'inner'] as const;
  const [vectors, first, inner] = await tokenEmbeddings(teacher, vocabulary, poolings, settings);
  const plain = await buildStudent(teacher, vocabulary, vectors, { ...settings, ...BARE });
  return await fitToSample(plain, teacher, texts, { ...fitSettings, features: sideBySide(first, inner) });
}

const BARE = { pcaDims: null, sifCoefficient: null, quantizeTo: 'float32', vocabularyQuantization: null } as const;

function fitSettingsOf(
  { dim }: Teacher,
  { fitOptions, pcaDims, onProgress, onWarning, signal }: DistillSettings,
  others: FitToCorpusOptions,
): FitSettings {
  const dims = typeof pcaDims === 'number' ? pcaDims : dim;
  return checkFitOptions({ ...fitOptions, ...others, dims, onProgress, onWarning, signal }, dims);
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
