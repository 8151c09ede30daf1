export type { EmbeddingDtype, EmbeddingTable } from './embedding-table/embedding-table.js';
export { checkDtype, type QuantizeOptions, quantize } from './embedding-table/quantize.js';
export {
  type ErrorCode,
  type ErrorFields,
  FormatError,
  InputError,
  M2vError,
  SourceError,
  UnsupportedError,
} from './errors.js';
export { createMatrix, type Matrix, row, rows } from './matrix.js';
export { type OnProgress, type OnWarning, type Progress, type Warning, warnOnConsole } from './progress.js';
export { createIndex, type Neighbour, type SearchIndex } from './search-index.js';
export { cosineSimilarities, cosineSimilarity, dot } from './similarity.js';
export { memoryStorage } from './storage/memory.js';
export type { Storage, StoredFile } from './storage/storage.js';
