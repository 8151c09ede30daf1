import { FormatError, InputError, UnsupportedError } from '../errors.js';
import { isWordPiece, parseTokenizerJson, type TokenizerJson, type WordPieceJson } from '../formats/tokenizer-json.js';
import { type AddedToken, addedTokenSplitter, resolveAddedTokens } from './added-tokens.js';
import type { TokenizerModel } from './models/tokenizer-model.js';
import { createNormalizer } from './normalizers/create-normalizer.js';
import type { Normalizer } from './normalizers/normalizer.js';
import { type SpecialTokensAround, specialTokensAround } from './post-processors/special-tokens-around.js';
import { createPreTokenizer } from './pre-tokenizers/create-pre-tokenizer.js';
import type { PreTokenizer } from './pre-tokenizers/pre-tokenizer.js';

export interface TokenIdsOptions {
  /** Put the post-processor's special tokens around the text. Default false. */
  addSpecialTokens?: boolean;
  /** At most this many ids, special tokens included; null, the default, for all. */
  maxLength?: number | null;
}

/** A text to token ids, the same as Python's `tokenizers` gives with the file's truncation and padding taken off. */
export interface Tokenizer {
  /** The file it was made from. */
  readonly json: TokenizerJson<WordPieceJson>;
  /** Every token by its id, added tokens included; a gap in the ids is undefined. */
  readonly tokens: readonly string[];
  /** Number of tokens, added tokens included. */
  readonly vocabularySize: number;
  /** The id that stands for text the vocabulary cannot spell. */
  readonly unkId: number;
  readonly addedTokens: readonly AddedToken[];
  /** What is done to text before it is split into words. */
  readonly normalize: Normalizer;
  /** How normalized text is split into words. */
  readonly preTokenize: PreTokenizer;
  /** The ids that `addSpecialTokens` puts around a text. Throws UnsupportedError for a post-processor of an unknown kind. */
  specialTokensAround(): SpecialTokensAround;
  tokenToId(token: string): number | undefined;
  /** The token ids of a text, in order; unknown text gives `unkId`. A lone surrogate is read as U+FFFD. */
  encode(text: string, options?: TokenIdsOptions): Int32Array;
}

/**
 * A tokenizer from the text of a `tokenizer.json` or its parsed form; `where` names the file in errors.
 * @throws FormatError, or UnsupportedError for a family other than WordPiece.
 */
export async function createTokenizer(json: string | TokenizerJson, where = 'tokenizer.json'): Promise<Tokenizer> {
  const parsed = typeof json === 'string' ? parseTokenizerJson(json, where) : json;
  if (!isWordPiece(parsed)) {
    throw new UnsupportedError('unsupported-tokenizer', {
      where,
      what: `tokenizers of the family ${parsed.model.type} are not supported yet`,
      allowed: 'WordPiece',
    });
  }
  const { wordPiece } = await import('./models/word-piece.js');
  return assemble(parsed, wordPiece(parsed.model), where);
}

function assemble(json: TokenizerJson<WordPieceJson>, model: TokenizerModel, where: string): Tokenizer {
  const normalize = createNormalizer(json.normalizer, where);
  const preTokenize = createPreTokenizer(json.pre_tokenizer, where);
  const addedTokens = resolveAddedTokens(json.added_tokens, model.vocabulary);
  const splitAtAddedTokens = addedTokenSplitter(addedTokens, normalize);
  const ids = new Map(model.vocabulary);
  for (const { content, id } of addedTokens) ids.set(content, id);
  const tokens: string[] = [];
  for (const [token, id] of ids) tokens[id] = token;

  function idsOf(text: string, limit: number): number[] {
    const found: number[] = [];
    for (const segment of splitAtAddedTokens(wellFormed(text))) {
      if (typeof segment === 'number') {
        found.push(segment);
      } else {
        for (const word of preTokenize(segment)) {
          if (found.length >= limit) break;
          model.appendIds(word, found);
        }
      }
      if (found.length >= limit) break;
    }
    return found.length > limit ? found.slice(0, limit) : found;
  }

  // Found when first asked for: a model that never asks may have a post-processor of any kind.
  let found: SpecialTokensAround | undefined;
  function around(): SpecialTokensAround {
    found ??= checkedIds(specialTokensAround(json.post_processor, where), tokens, where);
    return found;
  }

  function encode(text: string, { addSpecialTokens = false, maxLength = null }: TokenIdsOptions = {}): Int32Array {
    if (typeof text !== 'string') throw new InputError({ what: 'the text is not a string', value: text });
    if (maxLength !== null && !(Number.isSafeInteger(maxLength) && maxLength >= 0)) {
      throw new InputError({
        where: 'maxLength',
        what: 'is no count',
        value: maxLength,
        allowed: 'an integer from 0, or null',
      });
    }
    const limit = maxLength ?? Number.POSITIVE_INFINITY;
    if (!addSpecialTokens) return Int32Array.from(idsOf(text, limit));
    const { before, after } = around();
    const room = limit - before.length - after.length;
    if (room < 0) throw new InputError({ what: 'maxLength leaves no room for the special tokens', value: maxLength });
    return Int32Array.from([...before, ...idsOf(text, room), ...after]);
  }

  return {
    json,
    tokens,
    vocabularySize: ids.size,
    unkId: model.unkId,
    addedTokens,
    normalize,
    preTokenize,
    specialTokensAround: around,
    tokenToId: (token) => ids.get(token),
    encode,
  };
}

/** @throws FormatError for an id that no token has */
function checkedIds(around: SpecialTokensAround, tokens: readonly string[], where: string): SpecialTokensAround {
  const wrong = [...around.before, ...around.after].find((id) => tokens[id] === undefined);
  if (wrong === undefined) return around;
  throw new FormatError('invalid-tokenizer', {
    where,
    what: 'post_processor uses an id that no token has',
    value: wrong,
  });
}

// With the flag u a surrogate pair is one code point, so this finds lone halves only.
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}
