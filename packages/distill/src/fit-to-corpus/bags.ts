import { createMatrix, type Matrix } from '@m2v/core';
import type { TokenBags } from '@m2v/core/kit';

/** Each token's share of its text, in the order of the bags' counts. */
export function sharesOf({ counts, offsets }: TokenBags): Float32Array {
  const shares = new Float32Array(counts.length);
  for (let i = 0; i + 1 < offsets.length; i++) {
    let length = 0;
    for (let t = offsets[i]; t < offsets[i + 1]; t++) length += counts[t];
    for (let t = offsets[i]; t < offsets[i + 1]; t++) shares[t] = counts[t] / length;
  }
  return shares;
}

/** The bags of texts `first` to below `last`, as views. */
export function sliceBags({ ids, counts, offsets }: TokenBags, first: number, last: number): TokenBags {
  const [start, end] = [offsets[first], offsets[last]];
  return {
    ids: ids.subarray(start, end),
    counts: counts.subarray(start, end),
    offsets: offsets.slice(first, last + 1).map((offset) => offset - start),
  };
}

/** The bags of some of the texts. */
export function pickBags({ ids, counts, offsets }: TokenBags, texts: ArrayLike<number>): TokenBags {
  const picked = { ids: [] as number[], counts: [] as number[], offsets: [0] };
  for (let i = 0; i < texts.length; i++) {
    for (let t = offsets[texts[i]]; t < offsets[texts[i] + 1]; t++) {
      picked.ids.push(ids[t]);
      picked.counts.push(counts[t]);
    }
    picked.offsets.push(picked.ids.length);
  }
  return {
    ids: Int32Array.from(picked.ids),
    counts: Float32Array.from(picked.counts),
    offsets: Int32Array.from(picked.offsets),
  };
}

/** The mean of a table's rows of each text, each times the token's weight: texts x dim. */
export function bagMeans(bags: TokenBags, table: Matrix, weights?: Float64Array): Matrix {
  const { ids, offsets } = bags;
  const { data, dim } = table;
  const shares = sharesOf(bags);
  const means = createMatrix(offsets.length - 1, dim);
  for (let i = 0; i < means.rows; i++) {
    const to = i * dim;
    for (let t = offsets[i]; t < offsets[i + 1]; t++) {
      const from = ids[t] * dim;
      const part = shares[t] * (weights?.[ids[t]] ?? 1);
      for (let j = 0; j < dim; j++) means.data[to + j] += part * data[from + j];
    }
  }
  return means;
}

/** How often each token occurs in all texts, and in how many of them. */
export interface Frequencies {
  occurrences: Float64Array;
  texts: Float64Array;
}

export function frequencies({ ids, counts }: TokenBags, tokens: number): Frequencies {
  const [occurrences, texts] = [new Float64Array(tokens), new Float64Array(tokens)];
  for (let t = 0; t < ids.length; t++) {
    occurrences[ids[t]] += counts[t];
    texts[ids[t]]++;
  }
  return { occurrences, texts };
}

/**
 * The tokens that texts hold, all others, and the bags with each token's place among the former in place of its id.
 * @param vocabulary how many tokens there are
 */
export function occurringTokens(
  bags: TokenBags,
  vocabulary: number,
): { bags: TokenBags; tokens: Int32Array; others: Int32Array } {
  const occurs = new Uint8Array(vocabulary);
  for (const id of bags.ids) occurs[id] = 1;
  const ids = Int32Array.from(occurs, (_, id) => id);
  const [tokens, others] = [ids.filter((id) => occurs[id] === 1), ids.filter((id) => occurs[id] === 0)];
  const places = new Int32Array(vocabulary);
  tokens.forEach((id, place) => {
    places[id] = place;
  });
  return { bags: { ...bags, ids: bags.ids.map((id) => places[id]) }, tokens, others };
}
