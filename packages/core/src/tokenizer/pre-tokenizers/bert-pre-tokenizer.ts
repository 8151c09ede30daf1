import { isPunctuation, isWhitespace } from '../unicode/predicates.js';

/** Splits at white space, which is dropped, and around each punctuation mark, which becomes a word of its own. */
export function bertPreTokenizer(text: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at)!;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    const punctuation = isPunctuation(codePoint);
    if (punctuation || isWhitespace(codePoint)) {
      if (at > start) words.push(text.slice(start, at));
      if (punctuation) words.push(text.slice(at, next));
      start = next;
    }
    at = next;
  }
  if (start < text.length) words.push(text.slice(start));
  return words;
}
