import { instantiateKernel } from '../instantiate-kernel.js';
import { matrixProductPlain } from './plain.js';
import { wasm } from './simd.wasm.js';

/** A matrix as its columns are found in memory: value k of column j stands at `k * depthStride + j * columnStride`. */
export interface Columns {
  data: Float32Array;
  columns: number;
  depthStride: number;
  columnStride: number;
}

/**
 * Writes aᵀ b (a.columns x b.columns, row-major) over the depth that both share to `out`, or adds it there.
 * Strides make it serve x Wᵀ (a linear layer), dy W and dyᵀ x (its gradients) alike.
 */
export type MatrixProduct = (a: Columns, b: Columns, depth: number, out: Float32Array, add?: boolean) => void;

// Columns of a panel, as the kernel takes them; `packColumns` is unrolled for these two.
const A_WIDTH = 4;
const B_WIDTH = 8;

/**
 * Products of float32 matrices in memory that is kept from call to call and grows to the largest. WebAssembly SIMD where
 * there is some, else plain code; both give the same bits.
 */
export function createMatrixProduct(): MatrixProduct {
  let room = makeRoom(1, 1, 1);

  return (a, b, depth, out, add = false) => {
    const m = roundUp(a.columns, A_WIDTH);
    const n = roundUp(b.columns, B_WIDTH);
    if (depth * m > room.a.length || depth * n > room.b.length || m * n > room.out.length) {
      room = makeRoom(
        Math.max(depth * m, room.a.length),
        Math.max(depth * n, room.b.length),
        Math.max(m * n, room.out.length),
      );
    }
    packColumns(room.a, A_WIDTH, a, depth);
    packColumns(room.b, B_WIDTH, b, depth);
    room.out.fill(0, 0, m * n);
    if (add) copyRows(out, b.columns, room.out, n, a.columns, b.columns);
    room.run(depth, m, n);
    copyRows(room.out, n, out, b.columns, a.columns, b.columns);
  };
}

interface Room {
  a: Float32Array;
  b: Float32Array;
  out: Float32Array;
  run(depth: number, m: number, n: number): void;
}

function makeRoom(aLength: number, bLength: number, outLength: number): Room {
  const bytes = (aLength + bLength + outLength) * 4;
  const kernel = instantiateKernel(wasm, bytes);
  const buffer = kernel?.buffer ?? new ArrayBuffer(bytes);
  const a = new Float32Array(buffer, 0, aLength);
  const b = new Float32Array(buffer, aLength * 4, bLength);
  const out = new Float32Array(buffer, (aLength + bLength) * 4, outLength);
  const run: Room['run'] = kernel
    ? (depth, m, n) => kernel.functions.matrixProduct(a.byteOffset, b.byteOffset, out.byteOffset, depth, m, n)
    : (depth, m, n) => matrixProductPlain(a, b, out, depth, m, n);
  return { a, b, out, run };
}

function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}

/** Writes columns as panels: `width` columns side by side, value by value, then the next ones; zeros pad the last panel. */
function packColumns(panels: Float32Array, width: number, source: Columns, depth: number): void {
  const { data, columns, depthStride, columnStride: stride } = source;
  let to = 0;
  let first = 0;
  // Most panels are full: unrolled, since packing takes as long as a good part of the product.
  for (; first + width <= columns; first += width) {
    let from = first * stride;
    for (let k = 0; k < depth; k++, from += depthStride, to += width) {
      panels[to] = data[from];
      panels[to + 1] = data[from + stride];
      panels[to + 2] = data[from + 2 * stride];
      panels[to + 3] = data[from + 3 * stride];
      if (width === A_WIDTH) continue;
      panels[to + 4] = data[from + 4 * stride];
      panels[to + 5] = data[from + 5 * stride];
      panels[to + 6] = data[from + 6 * stride];
      panels[to + 7] = data[from + 7 * stride];
    }
  }
  if (first === columns) return;
  panels.fill(0, to, to + depth * width);
  for (let k = 0; k < depth; k++, to += width) {
    for (let j = first; j < columns; j++) panels[to + j - first] = data[k * depthStride + j * stride];
  }
}

function copyRows(
  from: Float32Array,
  fromWidth: number,
  to: Float32Array,
  toWidth: number,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) to.set(from.subarray(i * fromWidth, i * fromWidth + columns), i * toWidth);
}
