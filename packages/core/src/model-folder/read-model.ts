import { type QuantizeTableOptions, quantizeTable } from '../embedding-table/quantize-table.js';
import { tableFromTensors } from '../embedding-table/table-from-tensors.js';
import { decodeUtf8 } from '../formats/json.js';
import { type OnWarning, warnOnConsole } from '../progress.js';
import type { Storage } from '../storage/storage.js';
import { createTokenizer } from '../tokenizer/tokenizer.js';
import type { ModelParts } from './model-parts.js';
import { readModelFiles } from './read-model-files.js';

// The reference's limit for a model whose config names none.
const DEFAULT_MAX_LENGTH = 512;

export interface ReadOptions extends QuantizeTableOptions {
  /** Whether `encode` normalizes by default. Default: what the config says, else false. */
  normalize?: boolean;
  /** Tokens a text that `encode` reads by default; null for no limit. Default: what the config says, else 512. */
  maxLength?: number | null;
  /** Told when an option overrules the model's config. Default: console.warn. */
  onWarning?: OnWarning;
}

/**
 * Reads the parts of a model out of a storage, in whichever layout it has them.
 * @throws SourceError where a file is missing, FormatError where one is damaged, UnsupportedError for its tokenizer.
 */
export async function readModel(storage: Storage, options: ReadOptions = {}): Promise<ModelParts> {
  const { onWarning = warnOnConsole } = options;
  const files = await readModelFiles(storage);
  const { config, card, layout } = files;
  const tokenizerPlace = `${storage.name}/${layout.tokenizer}`;

  const settled = <T>(field: string, asked: T | undefined, stored: T | undefined, otherwise: T): T => {
    if (asked !== undefined && stored !== undefined && asked !== stored) {
      onWarning({
        code: 'config-overruled',
        message: `${storage.name}: ${field} is ${stored} in the config, ${asked} is used as asked`,
      });
    }
    return asked !== undefined ? asked : stored !== undefined ? stored : otherwise;
  };
  return {
    tokenizer: await createTokenizer(decodeUtf8(files.tokenizerJson, tokenizerPlace), tokenizerPlace),
    table: await quantizeTable(tableFromTensors(files, `${storage.name}/${layout.tensors}`), options),
    config,
    normalize: settled('normalize', options.normalize, config.normalize, false),
    maxLength: settled('max_length', options.maxLength, config.max_length, DEFAULT_MAX_LENGTH),
    baseModelName: card.baseModelName,
    language: card.language,
  };
}
