/** Number of code points, as Python's `len` counts. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let i = 1; i < text.length; i++) {
    if (isLowSurrogate(text.charCodeAt(i)) && isHighSurrogate(text.charCodeAt(i - 1))) length--;
  }
  return length;
}

/** The first `count` code points of a text; a surrogate pair is never cut. */
export function firstCodePoints(text: string, count: number): string {
  if (text.length <= count) return text;
  let at = 0;
  for (let taken = 0; taken < count && at < text.length; taken++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return text.slice(0, at);
}

/** The median length of the tokens in code points, rounded down; the reference cuts texts by it before tokenizing. */
export function medianTokenLength(tokens: readonly string[]): number {
  const lengths = Uint32Array.from(tokens, (token) => codePointLength(token)).sort();
  const middle = lengths.length >> 1;
  return lengths.length % 2 === 1 ? lengths[middle] : Math.floor((lengths[middle - 1] + lengths[middle]) / 2);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
