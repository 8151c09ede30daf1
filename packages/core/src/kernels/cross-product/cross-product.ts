import { instantiateKernel } from '../instantiate-kernel.js';
import { crossProductPlain } from './plain.js';
import { wasm } from './simd.wasm.js';

/** Room for out (m x n) += aᵀ b in float64, and the call that adds; see `createCrossProduct`. */
export interface CrossProduct {
  /** depth x m in panels, written by `packPanels`. */
  a: Float64Array;
  /** depth x n in panels; the same array as `a` where that product is with itself. */
  b: Float64Array;
  /** m x n, row-major, with n padded to a multiple of 4; set it before `add`: to zeros, or to what is to be added to. */
  out: Float64Array;
  /** Adds aᵀ b to out, in the sizes given: at most those it was created with. */
  add(depth: number, m: number, n: number): void;
}

/** The next multiple of 4: how wide panels and out's rows are. */
export function padded(columns: number): number {
  return (columns + 3) & ~3;
}

/**
 * Buffers and function for many products of columns with columns. Without `n`, b is a, and only the part of out on and
 * above its diagonal (in blocks of 4 x 4) is computed. WebAssembly SIMD where there is some, else plain code; both give
 * the same bits.
 */
export function createCrossProduct({ depth, m, n }: { depth: number; m: number; n?: number }): CrossProduct {
  const symmetric = n === undefined;
  const aLength = depth * padded(m);
  const bLength = symmetric ? 0 : depth * padded(n);
  const outLength = padded(m) * padded(n ?? m);
  const kernel = instantiateKernel(wasm, (aLength + bLength + outLength) * 8);
  const buffer = kernel?.buffer ?? new ArrayBuffer((aLength + bLength + outLength) * 8);
  const a = new Float64Array(buffer, 0, aLength);
  const b = symmetric ? a : new Float64Array(buffer, a.byteLength, bLength);
  const out = new Float64Array(buffer, (aLength + bLength) * 8, outLength);
  const add: CrossProduct['add'] = kernel
    ? (depth, m, n) =>
        kernel.functions.crossProduct(
          a.byteOffset,
          b.byteOffset,
          out.byteOffset,
          depth,
          padded(m),
          padded(n),
          symmetric ? 1 : 0,
        )
    : (depth, m, n) => crossProductPlain(a, b, out, depth, padded(m), padded(n), symmetric);
  return { a, b, out, add };
}

/** Where `packPanels` finds its columns: value k of column j stands at `start + k * depthStride + j * columnStride`. */
export interface PanelSource {
  data: Float32Array | Float64Array;
  start: number;
  columns: number;
  depthStride: number;
  columnStride: number;
  /** Which columns of the data to take, by number; default: the first ones, in order. */
  pick?: Int32Array;
  /** Subtracted from each column, such as its mean. */
  shift?: Float64Array;
}

/**
 * Writes columns of `depth` values as panels: four columns side by side, value by value, then the next four. Columns
 * that pad the last panel keep what stood there; their products land in the padding of out.
 */
export function packPanels(panels: Float64Array, depth: number, source: PanelSource): void {
  const { data, start, columns, depthStride, columnStride, pick, shift } = source;
  for (let j = 0; j < columns; j++) {
    const minus = shift === undefined ? 0 : shift[j];
    let to = (j & ~3) * depth + (j & 3);
    let from = start + (pick === undefined ? j : pick[j]) * columnStride;
    for (let k = 0; k < depth; k++) {
      panels[to] = data[from] - minus;
      to += 4;
      from += depthStride;
    }
  }
}
