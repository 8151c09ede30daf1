import { FormatError } from '../errors.js';
import type { StoredFile } from '../storage/storage.js';
import { bitsOf } from './dtype.js';
import { decodeUtf8, isRecord, ownField, parseJson } from './json.js';
import { findJsonProblem } from './json-problem.js';

/** Where a tensor lies in its file, as the header says and as was checked. */
export interface TensorInfo {
  /** Any dtype of the format, those included that m2v does not compute with. */
  dtype: string;
  /** Sizes, outermost first; empty for a single number. */
  shape: number[];
  /** First byte, from the start of the file. */
  start: number;
  /** Byte behind the last, from the start of the file. */
  end: number;
}

/** The header of a safetensors file; every tensor lies within the file, and together they fill it. */
export interface SafetensorsHeader {
  metadata: Map<string, string>;
  /** By name, in the order of their bytes. */
  tensors: Map<string, TensorInfo>;
}

/** The format's own limit, against headers that make a reader spend its memory. */
export const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

/**
 * Reads and checks the header of a safetensors file; of the tensors themselves nothing is read.
 * @param where names the file in errors
 * @throws FormatError for bytes that break any rule of the format
 */
export async function readSafetensorsHeader(file: StoredFile, where: string): Promise<SafetensorsHeader> {
  const invalid = (what: string): FormatError =>
    new FormatError('invalid-safetensors', { where, what, todo: 'the file is damaged or is another file' });

  if (file.byteLength < LENGTH_BYTES) throw invalid(`${file.byteLength} bytes are too few for a safetensors file`);
  const lengthBytes = await file.slice(0, LENGTH_BYTES);
  if (lengthBytes.byteLength < LENGTH_BYTES) throw invalid('the file ends within the length of its header');
  const length = new DataView(lengthBytes).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) throw invalid(`a header of ${length} bytes is above the limit of ${MAX_HEADER_BYTES}`);
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > file.byteLength) {
    throw invalid(`the header should be ${length} bytes, but the file has ${file.byteLength}`);
  }
  const headerBytes = await file.slice(LENGTH_BYTES, dataStart);
  if (headerBytes.byteLength < dataStart - LENGTH_BYTES) throw invalid('the file ends within its header');
  const text = decodeUtf8(headerBytes, where, 'invalid-safetensors');
  if (text[0] !== '{') throw invalid('the header does not begin with "{"');
  return checkHeader(text, dataStart, file.byteLength, where);
}

function checkHeader(text: string, dataStart: number, fileEnd: number, where: string): SafetensorsHeader {
  const invalid = (what: string): FormatError => new FormatError('invalid-safetensors', { where, what });
  const problem = findJsonProblem(text);
  if (problem !== undefined) throw invalid(`the header is not valid at character ${problem.index}: ${problem.what}`);
  const header = parseJson(text, where);
  if (!isRecord(header)) throw invalid('the header is no JSON object');

  let metadata = new Map<string, string>();
  const infos: [string, TensorInfo][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') metadata = checkMetadata(entry, where);
    else infos.push([name, checkTensor(name, entry, dataStart, where)]);
  }

  // Sorted by place, each tensor must begin where the last one ended, and the last one must end with the file.
  infos.sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  let expected = dataStart;
  for (const [name, { start, end }] of infos) {
    if (start !== expected) {
      const what = start > expected ? `${start - expected} bytes before it belong to no tensor` : 'it overlaps another';
      throw new FormatError('invalid-safetensors', { where: tensorPlace(where, name), what });
    }
    expected = end;
  }
  if (expected > fileEnd) throw invalid(`the tensors end at byte ${expected}, but the file has ${fileEnd}: it is cut`);
  if (expected < fileEnd) throw invalid(`the last ${fileEnd - expected} bytes belong to no tensor`);
  return { metadata, tensors: new Map(infos) };
}

function checkMetadata(value: unknown, where: string): Map<string, string> {
  const invalid = (what: string): FormatError =>
    new FormatError('invalid-safetensors', { where: `${where}, __metadata__`, what, allowed: 'strings only' });
  const metadata = new Map<string, string>();
  // null stands for none, as in the format's reference implementation.
  if (value === null) return metadata;
  if (!isRecord(value)) throw invalid('it is no JSON object');
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw invalid(`the value of ${JSON.stringify(key)} is no string`);
    metadata.set(key, text);
  }
  return metadata;
}

function checkTensor(name: string, entry: unknown, dataStart: number, where: string): TensorInfo {
  const invalid = (what: string, value?: unknown): FormatError =>
    new FormatError('invalid-safetensors', { where: tensorPlace(where, name), what, value });
  if (!isRecord(entry)) throw invalid('its entry is no JSON object', entry);

  const dtype = ownField(entry, 'dtype');
  const bits = typeof dtype === 'string' ? bitsOf(dtype) : undefined;
  if (typeof dtype !== 'string' || bits === undefined) throw invalid('its dtype is not one of the format', dtype);

  const shape = ownField(entry, 'shape');
  if (!isSizes(shape)) throw invalid('its shape is no list of whole numbers from 0', shape);
  const elements = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(elements * bits)) throw invalid('its shape is too large', shape);

  const offsets = ownField(entry, 'data_offsets');
  if (!isSizes(offsets) || offsets.length !== 2) throw invalid('its data_offsets are no two whole numbers', offsets);
  const [start, end] = offsets;
  if (end < start) throw invalid('it ends before it begins', offsets);
  if ((end - start) * 8 !== elements * bits) {
    throw invalid(`${dtype} of shape [${shape.slice(0, 8)}] does not fill its range exactly`, offsets);
  }
  return { dtype, shape, start: dataStart + start, end: dataStart + end };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** How a tensor of a file is called in errors. */
export function tensorPlace(where: string, name: string): string {
  return `${where}, tensor ${JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name)}`;
}
