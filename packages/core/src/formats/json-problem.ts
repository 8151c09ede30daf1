/** The first thing wrong in a JSON text, and the position in UTF-16 units at which it shows. */
export interface JsonProblem {
  index: number;
  what: string;
}

// Long enough to recognise a key, short enough for one line.
const MAX_KEY_LENGTH = 80;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = /[ \t\r\n]*/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
const ATOM = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/**
 * Looks for the first place at which a text stops being JSON, or, unless `duplicates` allows it, at which an object
 * has a key twice. Nesting costs memory, not stack.
 */
export function findJsonProblem(
  text: string,
  { duplicates = false }: { duplicates?: boolean } = {},
): JsonProblem | undefined {
  // One entry for each open bracket: the keys so far of an object, null for an array.
  const open: (Set<string> | null)[] = [];
  let at = 0;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const take = (character: string): boolean => {
    match(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  // By hand, since a regular expression may need stack in proportion to a string's length.
  const string = (): string | undefined => {
    if (text[at] !== '"') return undefined;
    const start = at++;
    for (;;) {
      const unit = text.charCodeAt(at++);
      if (unit === QUOTE) return text.slice(start, at);
      // Past the end the unit is NaN, which is neither.
      if (unit === BACKSLASH ? match(ESCAPE) === undefined : !(unit >= 0x20)) break;
    }
    at = start;
    return undefined;
  };
  const expected = (what: string): JsonProblem => ({
    index: at,
    what: `expected ${what}, found ${describe(text, at)}`,
  });

  const readKey = (keys: Set<string>): JsonProblem | undefined => {
    match(SPACE);
    const index = at;
    const key = string();
    if (key === undefined) return expected('a key in double quotes');
    const name: string = JSON.parse(key);
    if (keys.has(name) && !duplicates)
      return { index, what: `the key ${key.slice(0, MAX_KEY_LENGTH)} stands there twice` };
    keys.add(name);
    return take(':') ? undefined : expected('":" after the key');
  };

  for (;;) {
    // At the start of a value.
    match(SPACE);
    if (take('{')) {
      const keys = new Set<string>();
      if (!take('}')) {
        open.push(keys);
        const problem = readKey(keys);
        if (problem !== undefined) return problem;
        continue;
      }
    } else if (take('[')) {
      if (!take(']')) {
        open.push(null);
        continue;
      }
    } else if (string() === undefined && match(ATOM) === undefined) {
      return expected('a value');
    }
    // Behind a value: close what ends here, then go on to the next value of what is still open.
    for (;;) {
      const keys = open.at(-1);
      if (keys === undefined) {
        match(SPACE);
        return at === text.length ? undefined : expected('the end');
      }
      if (take(',')) {
        const problem = keys === null ? undefined : readKey(keys);
        if (problem !== undefined) return problem;
        break;
      }
      if (!take(keys === null ? ']' : '}')) return expected(keys === null ? '"," or "]"' : '"," or "}"');
      open.pop();
    }
  }
}

function describe(text: string, index: number): string {
  return index < text.length
    ? JSON.stringify(String.fromCodePoint(text.codePointAt(index) ?? 0))
    : 'the end of the text';
}
