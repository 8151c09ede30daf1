import type { EmbeddingTable } from '../embedding-table/embedding-table.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';

/** All that a model is made of; a `StaticModel` is these and what can be done with them. */
export interface ModelParts {
  tokenizer: Tokenizer;
  table: EmbeddingTable;
  /** The fields of config.json, unknown ones included; they survive a load and save. */
  config: Record<string, unknown>;
  /** Whether `encode` normalizes unless told otherwise. */
  normalize: boolean;
  /** Tokens a text that `encode` reads unless told otherwise; null for no limit. */
  maxLength: number | null;
  /** The model this one was distilled from, from the model card. */
  baseModelName?: string | string[];
  /** Language codes from the model card. */
  language?: string | string[];
}
