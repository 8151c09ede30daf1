import { codePoints, decodeList, decodeSet, lazy } from './code-point-set.js';
import { DECOMPOSITIONS, LOWERCASE } from './tables.generated.js';

const decompositions = lazy(() => decodeMapping(DECOMPOSITIONS));
const lowercase = lazy(() => decodeMapping(LOWERCASE));

/** The full canonical decomposition of a code point, Hangul syllables aside; undefined where it has none. */
export function decompositionOf(codePoint: number): string | undefined {
  return decompositions().get(codePoint);
}

/** The full lower-case mapping of a code point, without regard to its neighbours; undefined where it is its own. */
export function lowercaseOf(codePoint: number): string | undefined {
  return lowercase().get(codePoint);
}

/** Decodes a packed mapping: sources | differences of first targets | numbers of tails | tails. */
function decodeMapping(packed: string): Map<number, string> {
  const [sources, firsts, tailNumbers, tailTable] = packed.split('|') as [string, string, string, string];
  const tails = tailTable.split(',').map((tail) => String.fromCodePoint(...decodeList(tail.trim())));
  const differences = decodeList(firsts.trim());
  const tailOf = decodeList(tailNumbers.trim());
  const mapping = new Map<number, string>();
  let first = 0;
  let i = 0;
  for (const source of codePoints(decodeSet(sources.trim()))) {
    first += differences[i];
    mapping.set(source, String.fromCodePoint(first) + tails[tailOf[i]]);
    i++;
  }
  return mapping;
}
