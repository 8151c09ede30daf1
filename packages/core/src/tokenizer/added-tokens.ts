import type { AddedTokenJson } from '../formats/tokenizer-json.js';
import type { Normalizer } from './normalizers/normalizer.js';
import { isWhitespace, isWordCharacter } from './unicode/predicates.js';

/** A stretch of text between added tokens, or the id of an added token. */
export type Segment = string | number;

/** An added token with the id it really has: its vocabulary entry's, else the next free one. */
export interface AddedToken extends AddedTokenJson {
  id: number;
}

interface TrieNode {
  next: Map<string, TrieNode>;
  token?: AddedToken;
}

/**
 * Ids as Python's `tokenizers` gives them on loading: the file's own `id` only says where a token was once.
 * Tokens with empty content are dropped.
 */
export function resolveAddedTokens(json: AddedTokenJson[], vocabulary: ReadonlyMap<string, number>): AddedToken[] {
  const byContent = new Map<string, AddedToken>();
  let highest = -1;
  for (const token of json) {
    if (token.content === '' || byContent.has(token.content)) continue;
    const id = vocabulary.get(token.content) ?? Math.max(highest + 1, vocabulary.size);
    highest = Math.max(highest, id);
    byContent.set(token.content, { ...token, id });
  }
  return [...byContent.values()];
}

/**
 * Splits a text at its added tokens: first those matched in the raw text, then, in what is left and normalized,
 * those matched in normalized text. At one place the longest token wins.
 */
export function addedTokenSplitter(tokens: AddedToken[], normalizer: Normalizer): (text: string) => Segment[] {
  // Special tokens come first: of two that normalize alike, the first one is found.
  const ordered = [...tokens.filter((t) => t.special), ...tokens.filter((t) => !t.special)];
  const raw = buildTrie(ordered.filter((t) => !t.normalized).map((t) => [t.content, t]));
  const normalized = buildTrie(ordered.filter((t) => t.normalized).map((t) => [normalizer(t.content), t]));

  return (text) => {
    const segments: Segment[] = [];
    for (const piece of split(text, raw)) {
      if (typeof piece === 'number') segments.push(piece);
      else segments.push(...split(normalizer(piece), normalized));
    }
    return segments;
  };
}

function buildTrie(patterns: [string, AddedToken][]): TrieNode {
  const root: TrieNode = { next: new Map() };
  for (const [pattern, token] of patterns) {
    if (pattern === '') continue;
    let node = root;
    for (let i = 0; i < pattern.length; i++) {
      const child: TrieNode = node.next.get(pattern[i]) ?? { next: new Map() };
      node.next.set(pattern[i], child);
      node = child;
    }
    node.token ??= token;
  }
  return root;
}

function split(text: string, trie: TrieNode): Segment[] {
  if (trie.next.size === 0) return text === '' ? [] : [text];
  const segments: Segment[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const match = longestMatch(text, at, trie);
    if (match === undefined) {
      at++;
      continue;
    }
    let [token, end] = match;
    let start = at;
    at = end;
    if (token.single_word && !standsAlone(text, start, end)) continue;
    if (token.lstrip) {
      while (start > done && isWhitespace(text.charCodeAt(start - 1))) start--;
    }
    if (token.rstrip) {
      while (end < text.length && isWhitespace(text.charCodeAt(end))) end++;
    }
    if (start > done) segments.push(text.slice(done, start));
    segments.push(token.id);
    done = end;
  }
  if (done < text.length) segments.push(text.slice(done));
  return segments;
}

function longestMatch(text: string, at: number, trie: TrieNode): [AddedToken, number] | undefined {
  let found: [AddedToken, number] | undefined;
  let node = trie.next.get(text[at]);
  for (let i = at + 1; node !== undefined; i++) {
    if (node.token !== undefined) found = [node.token, i];
    node = i < text.length ? node.next.get(text[i]) : undefined;
  }
  return found;
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = start === 0 ? undefined : codePointBefore(text, start);
  const after = text.codePointAt(end);
  return !(before !== undefined && isWordCharacter(before)) && !(after !== undefined && isWordCharacter(after));
}

function codePointBefore(text: string, end: number): number {
  const low = text.charCodeAt(end - 1);
  const isLowHalf = low >= 0xdc00 && low <= 0xdfff;
  return isLowHalf && end > 1 ? text.codePointAt(end - 2)! : low;
}
