/** Sorted, disjoint ranges of code points: range i is `starts[i]` up to but not including `ends[i]`. */
export interface CodePointSet {
  starts: Uint32Array;
  ends: Uint32Array;
  /** Membership of U+0000 to U+007F, where most lookups fall. */
  ascii: Uint8Array;
}

/** Decodes a packed list of the generated tables: base-36 integers, `v*n` for n times v. */
export function decodeList(packed: string): number[] {
  const values: number[] = [];
  if (packed === '') return values;
  for (const item of packed.split(' ')) {
    const [value, times] = item.split('*');
    const repeat = times === undefined ? 1 : Number.parseInt(times, 36);
    for (let i = 0; i < repeat; i++) values.push(Number.parseInt(value!, 36));
  }
  return values;
}

/** Decodes a packed set: pairs of the gap since the last range and the length of the next one. */
export function decodeSet(packed: string): CodePointSet {
  const pairs = decodeList(packed);
  const starts = new Uint32Array(pairs.length / 2);
  const ends = new Uint32Array(pairs.length / 2);
  const ascii = new Uint8Array(128);
  let at = 0;
  for (let i = 0; i < starts.length; i++) {
    starts[i] = at + pairs[2 * i];
    ends[i] = at = starts[i] + pairs[2 * i + 1];
    for (let c = starts[i]; c < at && c < 128; c++) ascii[c] = 1;
  }
  return { starts, ends, ascii };
}

/** Whether the set holds a code point. */
export function hasCodePoint({ starts, ends, ascii }: CodePointSet, codePoint: number): boolean {
  if (codePoint < 128) return ascii[codePoint] === 1;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] <= codePoint) low = middle + 1;
    else high = middle;
  }
  return low < starts.length && starts[low] <= codePoint;
}

/** All members, in order. */
export function* codePoints({ starts, ends }: CodePointSet): Generator<number> {
  for (let i = 0; i < starts.length; i++) {
    for (let c = starts[i]; c < ends[i]; c++) yield c;
  }
}

/** A value made when it is first asked for, so that importing a module decodes nothing. */
export function lazy<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}
