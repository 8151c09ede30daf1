export {
  type CompareOptions,
  type Comparison,
  compareEncoders,
  type DifferingPair,
  MOST_COMPARED,
  type NamedEncoder,
} from './compare-encoders.js';
export { type CreateEmbeddingsOptions, createEmbeddings } from './create-embeddings/create-embeddings.js';
export { type SentenceEncoder, type SentenceEncoderOptions, sentenceEncoder } from './sentence-encoder.js';
export { checkPooling } from './teacher/check-pooling.js';
export { type ForwardPooling, POOLINGS, type Pooling } from './teacher/pooling.js';
export type { ForwardOptions, SentenceSettings, SpecialTokens, Teacher, TeacherBatch } from './teacher/teacher.js';
