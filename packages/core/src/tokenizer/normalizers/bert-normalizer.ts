import { canonicalDecomposition } from '../unicode/canonical-decomposition.js';
import { lowercaseOf } from '../unicode/mappings.js';
import { cleaned, isChinese, isNonspacingMark } from '../unicode/predicates.js';
import type { Normalizer } from './normalizer.js';

export interface BertNormalizerOptions {
  /** Drop control characters, turn every kind of white space into a space. */
  cleanText: boolean;
  /** Put spaces around CJK ideographs, so that each becomes a word. */
  handleChineseChars: boolean;
  /** Decompose and drop non-spacing marks. */
  stripAccents: boolean;
  lowercase: boolean;
}

// Text of these characters alone, by far the most common, needs no tables.
const PLAIN_ASCII = /^[\t\n\r\x20-\x7e]*$/;

/** The BERT normalizer, stage after stage as the reference applies them; each stage maps single code points. */
export function bertNormalizer(options: BertNormalizerOptions): Normalizer {
  const stages: Normalizer[] = [];
  if (options.cleanText) stages.push((text) => mapCodePoints(text, cleaned));
  if (options.handleChineseChars)
    stages.push((text) => mapCodePoints(text, (c) => (isChinese(c) ? ` ${String.fromCodePoint(c)} ` : undefined)));
  if (options.stripAccents) {
    stages.push(canonicalDecomposition);
    stages.push((text) => mapCodePoints(text, (c) => (isNonspacingMark(c) ? '' : undefined)));
  }
  if (options.lowercase) stages.push((text) => mapCodePoints(text, lowercaseOf));

  return (text) => {
    if (PLAIN_ASCII.test(text)) {
      const clean = options.cleanText ? text.replace(/[\t\n\r]/g, ' ') : text;
      return options.lowercase ? clean.toLowerCase() : clean;
    }
    return stages.reduce((result, stage) => stage(result), text);
  };
}

function mapCodePoints(text: string, map: (codePoint: number) => string | undefined): string {
  let result = '';
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at)!;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    const replacement = map(codePoint);
    if (replacement !== undefined) {
      result += text.slice(start, at) + replacement;
      start = next;
    }
    at = next;
  }
  return start === 0 ? text : result + text.slice(start);
}
