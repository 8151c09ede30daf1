import { FormatError } from './errors.js';
import { decodeUtf8 } from './formats/json.js';
import { parseTokenizerJson } from './formats/tokenizer-json.js';
import { inspectModelFiles } from './model-folder/read-model-files.js';
import { type ModelSource, openSource, type SourceOptions } from './storage/resolve-source.js';

/** What a model's files say about it; its tensors are not read. */
export interface ModelSummary {
  /** The folder, hub id or URL. */
  name: string;
  /** Which of the three layouts its files have. */
  layout: string;
  /** Width of a vector. */
  dim: number;
  /** Rows of the table; fewer than tokens where these share rows. */
  rows: number;
  /** Tokens of the vocabulary, added tokens included. */
  tokens: number;
  /** The stored dtype of the rows, as safetensors names it. */
  dtype: string;
  /** Whether tokens share rows. */
  hasMapping: boolean;
  /** Whether there is a weight a token (or, for int8, a scale a row). */
  hasWeights: boolean;
  /** Tokenizer family: WordPiece, Unigram, BPE or WordLevel. */
  tokenizer: string;
  /** Bytes of each file. */
  sizes: Record<string, number>;
  config: Record<string, unknown>;
  baseModelName: string | string[] | undefined;
  language: string | string[] | undefined;
}

/**
 * Describes a model of any tokenizer family from its small files and the header of its tensors.
 * @throws SourceError where a file is missing, FormatError where one is damaged.
 */
export async function inspectModel(source: ModelSource, options: SourceOptions = {}): Promise<ModelSummary> {
  const storage = await openSource(source, options);
  const { layout, config, card, tensors, tokenizerJson, sizes } = await inspectModelFiles(storage);
  const embeddings = tensors.get(layout.embeddings);
  if (embeddings?.shape.length !== 2) {
    throw new FormatError('invalid-model', {
      where: `${storage.name}/${layout.tensors}`,
      what: `there is no matrix ${layout.embeddings}`,
      todo: 'these files are not a static model',
    });
  }
  const where = `${storage.name}/${layout.tokenizer}`;
  const { model, added_tokens } = parseTokenizerJson(decodeUtf8(tokenizerJson, where), where);
  const added = added_tokens.map((token) => token.content);
  return {
    name: storage.name,
    layout: layout.name,
    dim: embeddings.shape[1],
    rows: embeddings.shape[0],
    tokens: 'vocab' in model ? new Set([...model.vocab.keys(), ...added]).size : model.vocabularySize,
    dtype: embeddings.dtype,
    hasMapping: tensors.has('mapping'),
    hasWeights: tensors.has('weights'),
    tokenizer: model.type,
    sizes: { [layout.config]: sizes.config, [layout.tensors]: sizes.tensors, [layout.tokenizer]: sizes.tokenizer },
    config,
    baseModelName: card.baseModelName,
    language: card.language,
  };
}
