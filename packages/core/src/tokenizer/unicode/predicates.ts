import { type CodePointSet, decodeSet, hasCodePoint, lazy } from './code-point-set.js';
import { CHINESE, DROPPED, NONSPACING_MARKS, PUNCTUATION, SPACED, WHITE_SPACE, WORD } from './tables.generated.js';

type Predicate = (codePoint: number) => boolean;

/** The ideographs that `handle_chinese_chars` sets apart. */
export const isChinese: Predicate = member(lazy(() => decodeSet(CHINESE)));
/** The marks that `strip_accents` removes. */
export const isNonspacingMark: Predicate = member(lazy(() => decodeSet(NONSPACING_MARKS)));
/** What the BERT pre-tokenizer makes a word of its own. */
export const isPunctuation: Predicate = member(lazy(() => decodeSet(PUNCTUATION)));
/** White space to the BERT pre-tokenizer, and to `lstrip` and `rstrip`. */
export const isWhitespace: Predicate = member(lazy(() => decodeSet(WHITE_SPACE)));
/** A word character to `single_word`. */
export const isWordCharacter: Predicate = member(lazy(() => decodeSet(WORD)));

const dropped = member(lazy(() => decodeSet(DROPPED)));
const spaced = member(lazy(() => decodeSet(SPACED)));

/** What `clean_text` puts in a code point's place; undefined leaves it. */
export function cleaned(codePoint: number): string | undefined {
  return spaced(codePoint) ? ' ' : dropped(codePoint) ? '' : undefined;
}

function member(set: () => CodePointSet): Predicate {
  return (codePoint) => hasCodePoint(set(), codePoint);
}
