import { codePoints, decodeList, decodeSet, lazy } from './code-point-set.js';
import { decompositionOf } from './mappings.js';
import { REORDERED, REORDERED_RANKS } from './tables.generated.js';

// Unicode Standard, section 3.12: Hangul syllables decompose by arithmetic.
const FIRST_SYLLABLE = 0xac00;
const FIRST_LEAD = 0x1100;
const FIRST_VOWEL = 0x1161;
const FIRST_TRAIL = 0x11a7;
const TRAILS = 28;
const SYLLABLES_PER_LEAD = 21 * TRAILS;
const SYLLABLES = 19 * SYLLABLES_PER_LEAD;

/** Rank of each reorderable code point's combining class: only the order of the classes matters. */
const ranks = lazy(() => {
  const values = decodeList(REORDERED_RANKS);
  let i = 0;
  const result = new Map<number, number>();
  for (const codePoint of codePoints(decodeSet(REORDERED))) result.set(codePoint, values[i++]);
  return result;
});

/** Normalization form D, by the reference's version of Unicode rather than the engine's. */
export function canonicalDecomposition(text: string): string {
  let result = '';
  let run: [rank: number, character: string][] = [];
  const flush = () => {
    if (run.length > 1) run.sort((a, b) => a[0] - b[0]);
    for (const [, character] of run) result += character;
    run = [];
  };
  for (const character of text) {
    for (const part of decompose(character)) {
      const rank = ranks().get(part.codePointAt(0)!);
      if (rank !== undefined) {
        run.push([rank, part]);
      } else {
        if (run.length > 0) flush();
        result += part;
      }
    }
  }
  flush();
  return result;
}

function decompose(character: string): string {
  const codePoint = character.codePointAt(0)!;
  const syllable = codePoint - FIRST_SYLLABLE;
  if (syllable < 0 || syllable >= SYLLABLES) return decompositionOf(codePoint) ?? character;
  const lead = FIRST_LEAD + Math.floor(syllable / SYLLABLES_PER_LEAD);
  const vowel = FIRST_VOWEL + Math.floor((syllable % SYLLABLES_PER_LEAD) / TRAILS);
  const trail = syllable % TRAILS;
  return String.fromCharCode(lead, vowel) + (trail === 0 ? '' : String.fromCharCode(FIRST_TRAIL + trail));
}
