/** How one vector is made of a sequence's hidden states. */
export type Pooling = 'mean' | 'first' | 'last' | 'pooler';

/** What a teacher can be asked for besides: `inner` is the mean over a text's own tokens, without the first and the last. */
export type ForwardPooling = Pooling | 'inner';

/** Every pooling of a student's tokens, the default first. */
export const POOLINGS: readonly Pooling[] = ['mean', 'first', 'last', 'pooler'];

/** A batch's hidden states, rows x length x dim, row-major; a mask of 1 for a token and 0 for padding. */
export interface HiddenStates {
  data: Float32Array;
  attentionMask: ArrayLike<number>;
  rows: number;
  length: number;
  dim: number;
}

/**
 * One vector a row, rows x dim: `mean` over all positions that are not padding, special tokens included; `first`
 * position; `last` position that is not padding; `inner`, the mean over those between these two, zeros where there is none.
 * `pooler` is an output of the model's own and not made here.
 */
export function pool(
  { data, attentionMask, rows, length, dim }: HiddenStates,
  pooling: Exclude<ForwardPooling, 'pooler'>,
): Float32Array<ArrayBuffer> {
  const pooled = new Float32Array(rows * dim);
  for (let r = 0; r < rows; r++) {
    let count = 0;
    for (let t = 0; t < length; t++) count += attentionMask[r * length + t];
    const target = pooled.subarray(r * dim, (r + 1) * dim);
    const position = (t: number) => (r * length + t) * dim;
    if (pooling === 'mean' || pooling === 'inner') {
      // Padding stands on the right.
      const edge = pooling === 'mean' ? 0 : 1;
      for (let t = edge; t < count - edge; t++) {
        const start = position(t);
        for (let j = 0; j < dim; j++) target[j] += data[start + j];
      }
      for (let j = 0; j < dim; j++) target[j] /= Math.max(count - 2 * edge, 1);
    } else {
      const start = position(pooling === 'first' ? 0 : Math.max(count - 1, 0));
      target.set(data.subarray(start, start + dim));
    }
  }
  return pooled;
}

const LARGEST = 3.4028234663852886e38;

/** NaN becomes 0 and infinities the largest float32, in place: what numpy's `nan_to_num` does. */
export function makeFinite(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isFinite(value)) continue;
    values[i] = Number.isNaN(value) ? 0 : value > 0 ? LARGEST : -LARGEST;
  }
}
