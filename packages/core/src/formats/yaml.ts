// The small part of YAML that a model card's front matter needs: strings, and lists of strings.

const RESERVED = /^(?:~|null|true|false|yes|no|on|off|=|<<|)$/i;
// What YAML could read as a number, a time or a date; some strings that it would not are quoted too, which does no harm.
const NUMERIC = /^[-+.]?[0-9][0-9a-fxotz_.:+ -]*$|^[-+]?\.(?:inf|nan)$/i;
const INDICATOR = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$))/;
// Not printable, or a line break to YAML.
const UNPRINTABLE = /[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A string as a YAML scalar on one line: plain where that reads back as the same string, else quoted. */
export function formatScalar(text: string): string {
  if (text.search(UNPRINTABLE) >= 0) {
    return JSON.stringify(text).replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
  const plain =
    !RESERVED.test(text) &&
    !NUMERIC.test(text) &&
    !INDICATOR.test(text) &&
    !/: |:$| #/.test(text) &&
    text.trim() === text;
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}

/**
 * The string or the list of strings that stands behind a key: `inline` on its line, `below` on the lines that follow,
 * up to the next key. Undefined for nothing and for null.
 * @throws Error for anything else, saying what
 */
export function parseStrings(inline: string, below: string[]): string | string[] | undefined {
  const lines = below.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const head = inline.startsWith('#') ? '' : inline;
  if (head.startsWith('[')) return parseFlowList([head, ...lines].join(' '));
  if (head === '') return lines.length === 0 ? undefined : lines.map(parseItem);
  if (lines.length > 0) throw new Error('a text of several lines');
  return parseScalar(head);
}

function parseItem(line: string): string {
  const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
  const value = item === undefined ? undefined : parseScalar(item);
  if (value === undefined) throw new Error('something else than a list of strings');
  return value;
}

const FLOW_ITEM = /\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,[\]{}"'#][^,[\]{}]*)(?:(?<=["'])\s*)?(,|\])/y;

function parseFlowList(text: string): string[] {
  const items: string[] = [];
  let at = 1;
  for (;;) {
    // An empty list, or a comma behind the last item.
    const end = /\s*\]\s*(?:#.*)?$/y;
    end.lastIndex = at;
    if (end.test(text)) return items;
    FLOW_ITEM.lastIndex = at;
    const match = FLOW_ITEM.exec(text);
    const value = match === null ? undefined : parseScalar(match[1].trim());
    if (match === null || value === undefined) throw new Error('a list in brackets that is not of strings');
    items.push(value);
    at = FLOW_ITEM.lastIndex - (match[2] === ']' ? 1 : 0);
  }
}

function parseScalar(text: string): string | undefined {
  const double = /^("(?:[^"\\]|\\.)*")\s*(?:\s#.*)?$/.exec(text);
  if (double !== null) return JSON.parse(double[1]);
  const single = /^'((?:[^']|'')*)'\s*(?:\s#.*)?$/.exec(text);
  if (single !== null) return single[1].replaceAll("''", "'");
  if (INDICATOR.test(text) || /: |:$/.test(text)) throw new Error('something else than a string');
  const plain = text.replace(/\s#.*$/, '').trim();
  // Of YAML's other words ("no" is a language, and false) only null is not taken for a string.
  return plain === '' || /^(?:~|null)$/i.test(plain) ? undefined : plain;
}
