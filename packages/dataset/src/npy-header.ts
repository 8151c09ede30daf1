// numpy leaves as much room for the count of rows, so that a header can be rewritten in place as rows are appended.
const ROWS_DIGITS = 21;
const ALIGNMENT = 64;

/**
 * The header of an npy file (format 1.0) of float32 [rows, dim], little-endian, C order. Its length depends on `dim`
 * alone, so a header written before the rows are counted can be replaced once they are.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(rows: number, dim: number): Uint8Array {
  const shape = `(${rows}, ${dim})`;
  const fields = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const longest = fields.length - String(rows).length + ROWS_DIGITS;
  const length = Math.ceil((10 + longest + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new TextEncoder().encode(`.NUMPY..LL${fields.padEnd(length - 11)}\n`);
  bytes[0] = 0x93;
  bytes.set([1, 0], 6);
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(8, length - 10, true);
  return bytes;
}
