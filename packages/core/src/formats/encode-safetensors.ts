import { InputError } from '../errors.js';
import { DTYPES } from './dtype.js';
import { byteLengthOf, type Tensor } from './tensor.js';

const ALIGNMENT = 8;

/**
 * The bytes of a safetensors file, the very bytes that the format's reference implementation writes.
 * @throws InputError for a tensor whose bytes are not as many as its shape and dtype take
 */
export function encodeSafetensors(
  tensors: Map<string, Tensor>,
  metadata: Map<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  const sorted = inFileOrder(tensors);
  // Written field by field: an object would put names that look like whole numbers first.
  const fields: string[] = [];
  if (metadata.size > 0) fields.push(`"__metadata__":${JSON.stringify(Object.fromEntries(metadata))}`);
  let end = 0;
  for (const [name, { dtype, shape, bytes }] of sorted) {
    if (name === '__metadata__') throw new InputError({ what: 'a tensor cannot be called __metadata__' });
    if (bytes.length !== byteLengthOf(dtype, shape)) {
      const what = `tensor ${JSON.stringify(name)}: ${bytes.length} bytes do not fill ${dtype} of this shape`;
      throw new InputError({ what, value: shape });
    }
    const start = end;
    end += bytes.length;
    const entry = JSON.stringify({ dtype, shape, data_offsets: [start, end] });
    fields.push(`${JSON.stringify(name)}:${entry}`);
  }

  const header = new TextEncoder().encode(`{${fields.join(',')}}`);
  const headerLength = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + headerLength + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.fill(0x20, 8, 8 + headerLength);
  file.set(header, 8);
  let at = 8 + headerLength;
  for (const [, { bytes }] of sorted) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** Widest dtype first, so that every tensor is aligned; then by name, as UTF-8 orders it. */
function inFileOrder(tensors: Map<string, Tensor>): [string, Tensor][] {
  const utf8 = new TextEncoder();
  return [...tensors]
    .map((entry) => ({ entry, rank: DTYPES.indexOf(entry[1].dtype), key: utf8.encode(entry[0]) }))
    .sort((a, b) => a.rank - b.rank || compareBytes(a.key, b.key))
    .map(({ entry }) => entry);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
