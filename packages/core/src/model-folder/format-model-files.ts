import { tableToTensors } from '../embedding-table/table-to-tensors.js';
import { formatConfig } from '../formats/config.js';
import { encodeSafetensors } from '../formats/encode-safetensors.js';
import { type CardUsage, formatModelCard } from '../formats/model-card.js';
import { formatModules } from '../formats/modules.js';
import { stringifyTokenizerJson, type TokenizerJson, type WordPieceJson } from '../formats/tokenizer-json.js';
import type { ModelParts } from './model-parts.js';

/**
 * A model's files by name, as the reference writes them save the card's prose.
 * @param modelName stands in the card
 * @param usage what the card says of its use; default: a static model's
 */
export function formatModelFiles(parts: ModelParts, modelName: string, usage?: CardUsage): Map<string, Uint8Array> {
  const { table, normalize, maxLength } = parts;
  const { vocabulary_quantization: _, embedding_dtype: __, ...config } = parts.config;
  const tensors = Object.entries(tableToTensors(table)).filter(([, tensor]) => tensor !== undefined);
  return new Map([
    ['model.safetensors', encodeSafetensors(new Map(tensors))],
    ['tokenizer.json', new TextEncoder().encode(stringifyTokenizerJson(savedTokenizer(parts)))],
    [
      'config.json',
      formatConfig({
        ...config,
        max_length: maxLength,
        normalize,
        embedding_dtype: table.dtype,
        ...(table.mapping === undefined ? {} : { vocabulary_quantization: table.matrix.rows }),
      }),
    ],
    ['modules.json', formatModules(normalize)],
    ['README.md', formatModelCard(parts, modelName, usage)],
  ]);
}

/** The tokenizer with the model's own truncation, padding of no width, and the ids that added tokens really have. */
function savedTokenizer({ tokenizer, maxLength }: ModelParts): TokenizerJson<WordPieceJson> {
  const { json, addedTokens } = tokenizer;
  return {
    ...json,
    truncation:
      maxLength === null ? null : { direction: 'Right', max_length: maxLength, strategy: 'LongestFirst', stride: 0 },
    padding: json.padding && {
      strategy: { Fixed: 0 },
      direction: 'Right',
      pad_to_multiple_of: null,
      pad_id: json.padding.pad_id ?? 0,
      pad_type_id: json.padding.pad_type_id ?? 0,
      pad_token: json.padding.pad_token ?? '[PAD]',
    },
    added_tokens: [...addedTokens].sort((a, b) => a.id - b.id),
  };
}
