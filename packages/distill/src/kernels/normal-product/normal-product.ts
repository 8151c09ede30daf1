import { instantiateKernel, type TokenBags } from '@m2v/core/kit';
import { normalProductPlain, type Places, type Words } from './plain.js';
import { wasm } from './simd.wasm.js';

/** The products of least squares over the matrix A that takes the mean of each text's rows, a dense table in and one out. */
export interface NormalProduct {
  /** Floats from one row of a table to the next: the width, rounded up to a multiple of 16. */
  pitch: number;
  /** rows x pitch, zeros beyond the width. */
  input: Float32Array;
  /** rows x pitch. */
  output: Float32Array;
  /** Texts that `addResidual` takes at once at most. */
  chunk: number;
  /** output += Aᵀ A input, over these texts. */
  addProduct(first: number, last: number): void;
  /** output += Aᵀ (targets - A input), over these texts; `targetOf` gives a text's row of the width. */
  addResidual(first: number, last: number, targetOf: (text: number) => Float32Array): void;
}

const CHUNK = 1024;

/**
 * @param bags how often each text holds each token; A has the tokens' shares of the text
 * @param rows rows of the tables, above every id
 * @param dim their width
 */
export function createNormalProduct(bags: TokenBags, rows: number, dim: number): NormalProduct {
  const { ids, starts, shares } = occurrences(bags);
  const pitch = Math.ceil(dim / 16) * 16;
  const size = rows * pitch;
  const sizes = {
    input: size,
    output: size,
    ids: ids.length,
    shares: shares.length,
    starts: starts.length,
    sum: pitch,
  };
  const places: Places = { input: 0, output: 0, ids: 0, shares: 0, starts: 0, sum: 0 };
  let total = 0;
  for (const name of ['sum', 'input', 'output', 'ids', 'shares', 'starts'] as const) {
    places[name] = total;
    total += Math.ceil(sizes[name] / 4) * 4;
  }
  // Not at 0, which says that there are no targets.
  const targetsAt = total;
  total += CHUNK * pitch;

  const kernel = instantiateKernel(wasm, total * 4);
  const buffer = kernel?.buffer ?? new ArrayBuffer(total * 4);
  const words: Words = { floats: new Float32Array(buffer, 0, total), ints: new Int32Array(buffer, 0, total) };
  const { floats, ints } = words;
  ints.set(ids, places.ids);
  floats.set(shares, places.shares);
  ints.set(starts, places.starts);

  const run = (first: number, last: number, targets: number): void => {
    const { input, output, ids, shares, starts, sum } = places;
    const bytes = [input, output, ids, shares, starts, sum].map((at) => at * 4);
    if (kernel === undefined) normalProductPlain(words, places, first, last, pitch, targets);
    else kernel.functions.normalProduct(...bytes, first, last, pitch, Math.max(targets, 0) * 4);
  };
  return {
    pitch,
    input: floats.subarray(places.input, places.input + size),
    output: floats.subarray(places.output, places.output + size),
    chunk: CHUNK,
    addProduct: (first, last) => run(first, last, -1),
    addResidual(first, last, targetOf) {
      for (let i = first; i < last; i++) floats.set(targetOf(i), targetsAt + (i - first) * pitch);
      run(first, last, targetsAt);
    },
  };
}

/** Each text's tokens as often as they occur, and what one occurrence is of the text: rows are summed without a product for each. */
function occurrences({ ids, counts, offsets }: TokenBags) {
  const texts = offsets.length - 1;
  const all = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  const [starts, shares] = [new Int32Array(texts + 1), new Float32Array(texts)];
  for (let i = 0, at = 0; i < texts; i++) {
    for (let t = offsets[i]; t < offsets[i + 1]; t++) {
      all.fill(ids[t], at, at + counts[t]);
      at += counts[t];
    }
    starts[i + 1] = at;
    // Infinite for a text without tokens, whose mean is added to no row.
    shares[i] = 1 / (at - starts[i]);
  }
  return { ids: all, starts, shares };
}
