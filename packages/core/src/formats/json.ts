import { FormatError } from '../errors.js';

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/**
 * Parses the text of a JSON file; `where` names it in errors.
 * @throws FormatError saying what the parser stumbled over.
 */
export function parseJson(text: string, where: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new FormatError('invalid-json', {
      where,
      what: `is not JSON (${cause instanceof Error ? cause.message : String(cause)})`,
      todo: 'the file is damaged or is another file',
      cause,
    });
  }
}
