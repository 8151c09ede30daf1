import { FormatError } from '../errors.js';
import { isRecord, parseJson } from './json.js';

/** An entry of `added_tokens`, in the file's own spelling. */
export interface AddedTokenJson {
  id: number;
  content: string;
  single_word: boolean;
  lstrip: boolean;
  rstrip: boolean;
  normalized: boolean;
  special: boolean;
}

/** The model section of a WordPiece tokenizer; `vocab` maps a token to its id. */
export interface WordPieceJson {
  type: 'WordPiece';
  unk_token: string;
  continuing_subword_prefix: string;
  max_input_chars_per_word: number;
  vocab: Map<string, number>;
}

/** A model section of a family that is recognised but not read. */
export interface OtherModelJson {
  type: string;
  vocabularySize: number;
}

export type ModelJson = WordPieceJson | OtherModelJson;

/** A `tokenizer.json` file, in its own spelling; components stay plain JSON until they are built. */
export interface TokenizerJson<Model extends ModelJson = ModelJson> {
  version: string;
  truncation: Record<string, unknown> | null;
  padding: Record<string, unknown> | null;
  added_tokens: AddedTokenJson[];
  normalizer: Record<string, unknown> | null;
  pre_tokenizer: Record<string, unknown> | null;
  post_processor: Record<string, unknown> | null;
  decoder: Record<string, unknown> | null;
  model: Model;
}

// A vocabulary is at most a few hundred thousand tokens; past this an id is a mistake or an attack on memory.
const MAX_TOKEN_ID = 1 << 24;

/**
 * Reads the text of a `tokenizer.json`; `where` names the file in errors.
 * @throws FormatError with the JSON path of what is wrong.
 */
export function parseTokenizerJson(text: string, where: string): TokenizerJson {
  const root = asObject(parseJson(text, where), where, '$');
  const section = (key: string): Record<string, unknown> | null =>
    root[key] === undefined || root[key] === null ? null : asObject(root[key], where, key);
  return {
    version: typeof root.version === 'string' ? root.version : '1.0',
    truncation: section('truncation'),
    padding: section('padding'),
    added_tokens: parseAddedTokens(root.added_tokens ?? [], where),
    normalizer: section('normalizer'),
    pre_tokenizer: section('pre_tokenizer'),
    post_processor: section('post_processor'),
    decoder: section('decoder'),
    model: parseModel(asObject(root.model, where, 'model'), where),
  };
}

/** The compact text of a tokenizer, as Python's `tokenizers` writes it: the vocabulary in the order of its ids. */
export function stringifyTokenizerJson({ model, ...rest }: TokenizerJson<WordPieceJson>): string {
  const { vocab, ...fields } = model;
  const entries = [...vocab].sort((a, b) => a[1] - b[1]).map(([token, id]) => `${JSON.stringify(token)}:${id}`);
  const head = JSON.stringify(rest).slice(0, -1);
  return `${head},"model":${JSON.stringify(fields).slice(0, -1)},"vocab":{${entries.join(',')}}}}`;
}

/** Tells whether a model section is WordPiece. */
export function isWordPiece(json: TokenizerJson): json is TokenizerJson<WordPieceJson> {
  return json.model.type === 'WordPiece';
}

function parseAddedTokens(value: unknown, where: string): AddedTokenJson[] {
  if (!Array.isArray(value)) throw invalid(where, 'added_tokens', 'is not a list');
  return value.map((item, i) => {
    const path = `added_tokens[${i}]`;
    const token = asObject(item, where, path);
    if (typeof token.content !== 'string') throw invalid(where, `${path}.content`, 'is not a string');
    const flag = (key: string) => token[key] === true;
    return {
      id: asId(token.id, where, `${path}.id`),
      content: token.content,
      single_word: flag('single_word'),
      lstrip: flag('lstrip'),
      rstrip: flag('rstrip'),
      normalized: flag('normalized'),
      special: flag('special'),
    };
  });
}

function parseModel(model: Record<string, unknown>, where: string): ModelJson {
  const type = typeof model.type === 'string' ? model.type : guessFamily(model);
  if (type !== 'WordPiece') {
    const vocab = model.vocab ?? {};
    return { type, vocabularySize: Array.isArray(vocab) ? vocab.length : Object.keys(vocab).length };
  }
  const vocab = new Map<string, number>();
  for (const [token, id] of Object.entries(asObject(model.vocab, where, 'model.vocab'))) {
    vocab.set(token, asId(id, where, `model.vocab[${JSON.stringify(token)}]`));
  }
  const {
    unk_token = '[UNK]',
    continuing_subword_prefix: prefix = '##',
    max_input_chars_per_word: limit = 100,
  } = model;
  if (typeof unk_token !== 'string') throw invalid(where, 'model.unk_token', 'is not a string');
  if (!vocab.has(unk_token))
    throw invalid(where, 'model.unk_token', `names ${JSON.stringify(unk_token)}, which is not in model.vocab`);
  if (typeof prefix !== 'string') throw invalid(where, 'model.continuing_subword_prefix', 'is not a string');
  if (typeof limit !== 'number') throw invalid(where, 'model.max_input_chars_per_word', 'is not a number');
  return { type, unk_token, continuing_subword_prefix: prefix, max_input_chars_per_word: limit, vocab };
}

// Older files leave the type out; the families can be told apart by their other keys.
function guessFamily(model: Record<string, unknown>): string {
  if ('merges' in model) return 'BPE';
  if (Array.isArray(model.vocab)) return 'Unigram';
  return 'continuing_subword_prefix' in model ? 'WordPiece' : 'WordLevel';
}

function asObject(value: unknown, where: string, path: string): Record<string, unknown> {
  if (!isRecord(value)) throw invalid(where, path, 'is not an object');
  return value;
}

function asId(value: unknown, where: string, path: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_TOKEN_ID) {
    throw new FormatError('invalid-tokenizer', {
      where,
      what: `${path} is not a token id`,
      value,
      allowed: `an integer from 0 to ${MAX_TOKEN_ID}`,
    });
  }
  return value;
}

function invalid(where: string, path: string, what: string): FormatError {
  return new FormatError('invalid-tokenizer', {
    where,
    what: `${path} ${what}`,
    todo: 'the file is damaged or no tokenizer.json',
  });
}
