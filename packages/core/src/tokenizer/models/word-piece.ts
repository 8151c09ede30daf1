import { codePointLength } from '../../encode/code-points.js';
import type { WordPieceJson } from '../../formats/tokenizer-json.js';
import type { TokenizerModel } from './tokenizer-model.js';

/**
 * WordPiece: the longest piece that starts the word, then the longest continuation of it, and so on; a word that
 * cannot be spelled to its end, or is longer than `max_input_chars_per_word` code points, is one unknown token.
 */
export function wordPiece(json: WordPieceJson): TokenizerModel {
  const { vocab, continuing_subword_prefix: prefix, max_input_chars_per_word: maxCodePoints } = json;
  const unkId = vocab.get(json.unk_token)!;
  const starts = vocab;
  const continuations = new Map<string, number>();
  let longest = 0;
  for (const [token, id] of vocab) {
    if (token.length > longest) longest = token.length;
    if (token.startsWith(prefix)) continuations.set(token.slice(prefix.length), id);
  }

  function appendIds(word: string, ids: number[]): void {
    const whole = starts.get(word);
    if (whole !== undefined && word.length <= maxCodePoints) {
      ids.push(whole);
      return;
    }
    // Code units bound code points from above, so the exact count is taken only where it can matter.
    if (word.length > maxCodePoints && codePointLength(word) > maxCodePoints) {
      ids.push(unkId);
      return;
    }
    const before = ids.length;
    let start = 0;
    while (start < word.length) {
      const pieces = start === 0 ? starts : continuations;
      let end = Math.min(word.length, start + longest);
      let id: number | undefined;
      // No piece holds half a surrogate pair, so an end between two halves finds nothing, as it must.
      for (; end > start; end--) {
        id = pieces.get(word.slice(start, end));
        if (id !== undefined) break;
      }
      if (id === undefined) {
        ids.length = before;
        ids.push(unkId);
        return;
      }
      ids.push(id);
      start = end;
    }
  }

  return { vocabulary: vocab, unkId, appendIds };
}
