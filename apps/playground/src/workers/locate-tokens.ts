/** Where something stands in a text: from code unit `start` up to `end`. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Where each token stands in the text it was read from; undefined for one that is not found. Tokens carry no places, and
 * are lower-cased, without accents, in pieces (`##ing`): the text is folded alike, and walked along with them.
 */
export function locateTokens(text: string, tokens: readonly string[]): (Range | undefined)[] {
  const { folded, origins } = fold(text);
  let at = 0;
  return tokens.map((token) => {
    const piece = fold(token.replace(/^##/, '')).folded;
    const found = piece === '' ? -1 : folded.indexOf(piece, at);
    if (found === -1) return undefined;
    at = found + piece.length;
    return { start: origins[found], end: origins[at] };
  });
}

/** A text in lower case without its marks, and for each unit of it the place in the text that it comes from. */
function fold(text: string): { folded: string; origins: number[] } {
  let folded = '';
  const origins: number[] = [];
  let place = 0;
  for (const character of text) {
    const lower = character.toLowerCase();
    // Most characters have no marks, and to look for some takes ten times as long.
    const plain = character < '\u0080' ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
    for (let i = 0; i < plain.length; i++) origins.push(place);
    folded += plain;
    place += character.length;
  }
  origins.push(text.length);
  return { folded, origins };
}
