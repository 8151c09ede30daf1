import type { OnWarning } from '@m2v/core';
import type { AddedTokenJson, TokenizerJson, WordPieceJson } from '@m2v/core/tokenizer';
import type { TeacherVocabulary } from './teacher-vocabulary.js';

export interface VocabularyOptions {
  /** Words and phrases to add, in order. */
  vocabulary: readonly string[];
  /** How many of the teacher's tokens are kept, the first ones; null keeps all. */
  vocabularySize: number | null;
  /** Tokens that it matches at their start are removed; undefined removes none. */
  tokenRemovePattern: RegExp | undefined;
  onWarning: OnWarning;
}

/** A student's vocabulary: the teacher's tokens that stay, then the new words, then the phrases. */
export interface SelectedVocabulary {
  /** Every token, by its new id. */
  tokens: string[];
  /** How many of them, at the end, are phrases: matched as a whole before text is split into words. */
  phraseCount: number;
}

/** Which tokens a student gets, in the reference's order and by its rules. */
export function selectVocabulary(
  { tokenizer, tokens: all, unkToken, padToken }: TeacherVocabulary,
  { vocabulary, vocabularySize, tokenRemovePattern, onWarning }: VocabularyOptions,
): SelectedVocabulary {
  const added = new Set(tokenizer.addedTokens.map(({ content }) => content));
  let left = vocabularySize ?? Number.POSITIVE_INFINITY;
  const tokens = all.filter((token) => added.has(token) || matches(tokenRemovePattern, token) || left-- > 0);
  if (vocabularySize !== null) warnOfFewWords(vocabularySize, tokens, onWarning);
  const kept = new Set(tokens);
  const remove = (token: string) => {
    if (token !== unkToken) kept.delete(token);
    else
      onWarning({ code: 'unk-token-kept', message: `${unkToken} cannot be removed: a WordPiece tokenizer needs it` });
  };
  for (const token of tokens) if (matches(tokenRemovePattern, token)) remove(token);

  // Duplicates are looked for among the teacher's tokens as they were before the removal, as the reference does.
  const seen = new Set(tokens);
  const words: string[] = [];
  const phrases = new Set<string>();
  for (const item of vocabulary) {
    const normalized = tokenizer.normalize(item);
    const pieces = tokenizer.preTokenize(normalized);
    const quoted = JSON.stringify(item);
    if (pieces.length === 0) {
      onWarning({ code: 'empty-token', message: `vocabulary entry ${quoted} is empty once normalized: skipped` });
    } else if (pieces.length > 1) {
      const phrase = normalized.trim();
      onWarning({
        code: 'multi-word-token',
        message: `vocabulary entry ${quoted} is several words (${pieces.join(' ')}): added as a phrase`,
      });
      // A sub-word in its spelling (##ing) stops being one: it is the phrase that is wanted.
      for (const spelling of new Set([item, phrase])) if (kept.has(spelling)) remove(spelling);
      if (phrases.has(phrase))
        onWarning({ code: 'duplicate-token', message: `vocabulary entry ${quoted} is there already: skipped` });
      phrases.add(phrase);
    } else if (seen.has(pieces[0])) {
      onWarning({
        code: 'duplicate-token',
        message: `vocabulary entry ${quoted} is in the vocabulary already: skipped`,
      });
    } else if (matches(tokenRemovePattern, pieces[0])) {
      onWarning({ code: 'removed-token', message: `vocabulary entry ${quoted} matches the removal pattern: skipped` });
    } else {
      seen.add(pieces[0]);
      words.push(pieces[0]);
    }
  }

  for (const content of added) {
    if (content !== unkToken && content !== padToken) kept.delete(content);
  }
  return { tokens: [...kept, ...words, ...phrases], phraseCount: phrases.size };
}

const FEW_WORDS = 3000;

/** A vocabulary begins with a thousand single characters, and texts in pieces of words are hardly told apart. */
function warnOfFewWords(size: number, tokens: readonly string[], onWarning: OnWarning): void {
  const words = tokens.filter((token) => /^\p{L}{2,}$/u.test(token)).length;
  if (words >= FEW_WORDS) return;
  const message = `vocabularySize: the first ${size} tokens hold ${words} words; all others are read in pieces, which tells texts apart badly`;
  onWarning({ code: 'few-words', message });
}

/** The student's `tokenizer.json`: ids without gaps, no post-processor, phrases as added tokens. */
export function studentTokenizerJson(
  { tokenizer, unkToken, padToken }: TeacherVocabulary,
  { tokens, phraseCount }: SelectedVocabulary,
): TokenizerJson<WordPieceJson> {
  const { json } = tokenizer;
  const vocab = new Map(tokens.map((token, id) => [token, id]));
  const addedTokens = tokens.flatMap((content, id): AddedTokenJson[] => {
    if (id >= tokens.length - phraseCount) return [phraseToken(content, id)];
    if (content !== unkToken && content !== padToken) return [];
    const original = json.added_tokens.find((token) => token.content === content);
    return [{ ...(original ?? plainToken), content, id, special: true }];
  });
  const padId = padToken === undefined ? undefined : vocab.get(padToken);
  return {
    ...json,
    truncation: null,
    padding:
      padId === undefined
        ? null
        : {
            strategy: { Fixed: 0 },
            direction: 'Right',
            pad_to_multiple_of: null,
            pad_id: padId,
            pad_type_id: 0,
            pad_token: padToken,
          },
    added_tokens: addedTokens,
    post_processor: null,
    model: { ...json.model, vocab },
  };
}

const plainToken = { single_word: false, lstrip: false, rstrip: false, normalized: false };

function phraseToken(content: string, id: number): AddedTokenJson {
  return { ...plainToken, id, content, lstrip: true, rstrip: true, normalized: true, special: false };
}

function matches(pattern: RegExp | undefined, token: string): boolean {
  if (pattern === undefined) return false;
  // The flag y anchors the match at lastIndex, like Python's re.match at the start.
  pattern.lastIndex = 0;
  return pattern.test(token);
}
