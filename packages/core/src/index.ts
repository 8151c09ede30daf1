export { type DeduplicateOptions, type DeduplicateResult, type Duplicate, deduplicate } from './deduplicate.js';
export type { EmbeddingDtype, EmbeddingTable, QuantizeTo } from './embedding-table/embedding-table.js';
export type { QuantizeTableOptions } from './embedding-table/quantize-table.js';
export {
  type ErrorCode,
  type ErrorFields,
  FormatError,
  type FormatErrorCode,
  InputError,
  type InputErrorCode,
  M2vError,
  SourceError,
  type SourceErrorCode,
  UnsupportedError,
  type UnsupportedErrorCode,
} from './errors.js';
export { inspectModel, type ModelSummary } from './inspect-model.js';
export { type KMeansOptions, type KMeansResult, kMeans } from './k-means.js';
export { createMatrix, type Matrix, row, rows, type Vector } from './matrix.js';
export { type OnProgress, type OnWarning, type Progress, type Warning, warnOnConsole } from './progress.js';
export { quantizeModel } from './quantize-model.js';
export { createIndex, type Neighbour, type SearchIndex } from './search-index.js';
export { cosineSimilarities, cosineSimilarity, dot } from './similarity.js';
export { type EncodeAsSequenceOptions, type EncodeOptions, type LoadOptions, StaticModel } from './static-model.js';
export { memoryStorage } from './storage/memory.js';
export type { ModelSource, SourceOptions } from './storage/resolve-source.js';
export type { Storage, StoredFile } from './storage/storage.js';
