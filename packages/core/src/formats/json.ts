import { FormatError, type FormatErrorCode } from '../errors.js';
import { findJsonProblem } from './json-problem.js';

/** Text out of UTF-8 bytes; `where` names the file in the `FormatError` for bytes that are no UTF-8. */
export function decodeUtf8(
  bytes: Uint8Array | ArrayBuffer,
  where: string,
  code: FormatErrorCode = 'invalid-json',
): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(code, { where, what: 'the text is not valid UTF-8', cause });
  }
}

/**
 * The value of a JSON text. `where` names the file in the `FormatError` for anything else, which also says line and
 * column. A key given twice is not an error here: the last one counts, as in Python.
 */
export function parseJson(json: string | Uint8Array, where: string): unknown {
  const text = typeof json === 'string' ? json : decodeUtf8(json, where);
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Engines word and place their complaint differently, some without a position.
    const problem = findJsonProblem(text, { duplicates: true });
    const place = problem === undefined ? '' : ` at ${lineAndColumn(text, problem.index)}: ${problem.what}`;
    throw new FormatError('invalid-json', { where, what: `not valid JSON${place}`, cause });
  }
}

/** Whether a value is a JSON object, neither an array nor null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON object's own field; undefined where there is none, whatever its prototype holds. */
export function ownField(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function lineAndColumn(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `line ${before.length}, column ${before[before.length - 1].length + 1}`;
}
