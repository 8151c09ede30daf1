import { instantiateKernel } from '../instantiate-kernel.js';
import { rowProductsPlain } from './plain.js';
import { wasm } from './simd.wasm.js';

/** Rows that stay in the kernel's memory, so that a query copies nothing but itself. */
export interface RowProducts {
  /** count x width: to be filled once. Beyond `dim` of each row are zeros. */
  rows: Float32Array;
  /** Values from one row to the next: `dim` rounded up to what the kernel reads at a time. */
  width: number;
  /** The product of each row with a query of `dim` values, in float32: valid until the next call. */
  products(query: Float32Array): Float32Array;
}

const LANES = 8;

/** Room for `count` rows of `dim` values. WebAssembly SIMD where there is some, else plain code; both give the same bits. */
export function createRowProducts(count: number, dim: number): RowProducts {
  const width = Math.ceil(dim / LANES) * LANES;
  const bytes = (count * width + width + count) * 4;
  const kernel = instantiateKernel(wasm, bytes);
  const buffer = kernel?.buffer ?? new ArrayBuffer(bytes);
  const rows = new Float32Array(buffer, 0, count * width);
  const held = new Float32Array(buffer, rows.byteLength, width);
  const out = new Float32Array(buffer, rows.byteLength + held.byteLength, count);
  return {
    rows,
    width,
    products(query) {
      held.set(query);
      if (kernel === undefined) rowProductsPlain(rows, held, out, count, width);
      else kernel.functions.rowProducts(rows.byteOffset, held.byteOffset, out.byteOffset, count, width);
      return out;
    },
  };
}
