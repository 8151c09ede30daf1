/** Turns one word into token ids. */
export interface TokenizerModel {
  /** Token to id, without added tokens. */
  vocabulary: ReadonlyMap<string, number>;
  /** The id that stands for what the vocabulary cannot spell. */
  unkId: number;
  /** Appends the ids of `word` to `ids`. */
  appendIds(word: string, ids: number[]): void;
}
