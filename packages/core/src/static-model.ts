import { tokenCount } from './embedding-table/embedding-table.js';
import { medianTokenLength } from './encode/code-points.js';
import { encodedTokenIds, encodeTexts, knownTokenIds } from './encode/encode-texts.js';
import { asTexts, checkMaxLength } from './encode/texts.js';
import { tokenRows } from './encode/token-rows.js';
import { FormatError, InputError } from './errors.js';
import { createMatrix, type Matrix } from './matrix.js';
import type { ModelParts } from './model-folder/model-parts.js';
import { type ReadOptions, readModel } from './model-folder/read-model.js';
import type { SaveOptions } from './model-folder/save-model.js';
import type { OnProgress, OnWarning } from './progress.js';
import { memoryStorage } from './storage/memory.js';
import { type ModelSource, openSource, type SourceOptions } from './storage/resolve-source.js';

export interface LoadOptions extends SourceOptions, ReadOptions {
  /** Told of the download (stage `download`, in bytes) and of rows being shared (`seeds` and `clusters`). */
  onProgress?: OnProgress;
  /** Told when an option overrules the config, and when the hub is silent and a downloaded copy is used. Default: console.warn. */
  onWarning?: OnWarning;
}

export interface EncodeOptions {
  /** Tokens a text at most, unknown ones included; null for no limit. Default: the model's. */
  maxLength?: number | null;
  /** Divide each vector by its L2 norm. Default: the model's. */
  normalize?: boolean;
  /** Where to write the vectors, texts x dim floats; the result's `data` is then this very array. Default: a new one. */
  out?: Float32Array;
}

export interface EncodeAsSequenceOptions {
  /** Tokens a text at most, unknown ones included. Default null: no limit, whatever the model's is. */
  maxLength?: number | null;
}

/** A table of token vectors with its tokenizer: a text's embedding is the mean of its tokens' rows. */
export class StaticModel implements ModelParts {
  readonly tokenizer: ModelParts['tokenizer'];
  readonly table: ModelParts['table'];
  readonly config: ModelParts['config'];
  readonly baseModelName: ModelParts['baseModelName'];
  readonly language: ModelParts['language'];
  /** Whether `encode` divides vectors by their norm unless told otherwise. */
  normalize: boolean;
  /** Tokens a text that `encode` reads unless told otherwise, 512 where the config says nothing; null for no limit. */
  maxLength: number | null;
  /** Median of the tokens' lengths in code points; times `maxLength`, where a text is cut before it is tokenized. */
  readonly medianTokenLength: number;

  /** @throws FormatError where the table's size does not match the vocabulary's. */
  constructor(parts: ModelParts) {
    const { tokenizer, table } = parts;
    const rows = tokenCount(table);
    if (tokenizer.vocabularySize !== rows || tokenizer.tokens.length > rows) {
      throw new FormatError('invalid-model', {
        what: `the vocabulary has ${tokenizer.vocabularySize} tokens (ids to ${tokenizer.tokens.length - 1}) but the embeddings serve ${rows}`,
        todo: 'tokenizer.json and model.safetensors are from different models',
      });
    }
    this.tokenizer = tokenizer;
    this.table = table;
    this.config = { ...parts.config };
    this.normalize = parts.normalize;
    this.maxLength = checkMaxLength(parts.maxLength);
    this.baseModelName = parts.baseModelName;
    this.language = parts.language;
    this.medianTokenLength = medianTokenLength(tokenizer.tokens);
  }

  /**
   * Loads a model: a folder, a hub id (`owner/name`), a URL, a record of URLs as the embedded packages export it, or
   * a storage.
   * @throws SourceError (missing, network, permission), FormatError (damaged files), UnsupportedError (tokenizer).
   */
  static async fromPretrained(source: ModelSource, options: LoadOptions = {}): Promise<StaticModel> {
    return new StaticModel(await readModel(await openSource(source, options), options));
  }

  /** Loads a model out of its files' bytes, by name: `model.safetensors`, `tokenizer.json`, `config.json`. */
  static async fromBytes(files: Record<string, Uint8Array>, options: ReadOptions = {}): Promise<StaticModel> {
    return new StaticModel(await readModel(memoryStorage(files), options));
  }

  /**
   * Writes the model to a folder, readable by Python's model2vec too; an interruption leaves what was there before.
   * @throws SourceError where the folder cannot be written.
   */
  async savePretrained(folder: string, options: SaveOptions = {}): Promise<void> {
    // Whoever only encodes need not load what saves.
    const { saveModel } = await import('./model-folder/save-model.js');
    await saveModel(this, folder, options);
  }

  /**
   * The model's files by name, as `savePretrained` writes them: to download, to send to a worker, to load by `fromBytes`.
   * @param options `modelName` is the name in the model card, default `model`
   */
  async toBytes({ modelName = 'model' }: Pick<SaveOptions, 'modelName'> = {}): Promise<Record<string, Uint8Array>> {
    const { formatModelFiles } = await import('./model-folder/format-model-files.js');
    return Object.fromEntries(formatModelFiles(this, modelName));
  }

  /** Width of a vector. */
  get dim(): number {
    return this.table.matrix.dim;
  }

  /** Every token, by id. */
  get tokens(): readonly string[] {
    return this.tokenizer.tokens;
  }

  /** One vector of `dim` floats for one text; a matrix, one row a text, for an array. Unknown text gives zeros. */
  encode(text: string, options?: EncodeOptions): Float32Array;
  encode(texts: readonly string[], options?: EncodeOptions): Matrix;
  encode(input: string | readonly string[], options: EncodeOptions = {}): Float32Array | Matrix {
    const texts = asTexts(input);
    const { normalize = this.normalize, maxLength = this.maxLength } = options;
    const settings = { normalize, maxLength: checkMaxLength(maxLength), medianTokenLength: this.medianTokenLength };
    const data = options.out ?? createMatrix(texts.length, this.dim).data;
    if (data.length !== texts.length * this.dim) {
      throw new InputError({
        where: 'out',
        what: 'has the wrong length',
        value: data.length,
        allowed: `${texts.length} texts x ${this.dim} dims`,
      });
    }
    encodeTexts(texts, this.tokenizer, this.table, settings, data);
    return typeof input === 'string' ? data : { data, rows: texts.length, dim: this.dim };
  }

  /** The rows of a text's known tokens, in order and never normalized, as a matrix of tokens x dim. */
  encodeAsSequence(text: string, options?: EncodeAsSequenceOptions): Matrix;
  encodeAsSequence(texts: readonly string[], options?: EncodeAsSequenceOptions): Matrix[];
  encodeAsSequence(input: string | readonly string[], options: EncodeAsSequenceOptions = {}): Matrix | Matrix[] {
    const maxLength = checkMaxLength(options.maxLength ?? null);
    const { medianTokenLength } = this;
    const sequences = asTexts(input).map((text) =>
      tokenRows(this.table, encodedTokenIds(this.tokenizer, text, { maxLength, medianTokenLength })),
    );
    return typeof input === 'string' ? sequences[0] : sequences;
  }

  /** The ids of a text's known tokens, the first `maxLength` of the model; the text is not cut beforehand. */
  tokenize(text: string): Int32Array;
  tokenize(texts: readonly string[]): Int32Array[];
  tokenize(input: string | readonly string[]): Int32Array | Int32Array[] {
    const ids = asTexts(input).map((text) => knownTokenIds(this.tokenizer, text, this.maxLength));
    return typeof input === 'string' ? ids[0] : ids;
  }
}
