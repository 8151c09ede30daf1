import { FormatError } from '../errors.js';
import { isRecord, ownField, parseJson } from './json.js';
import { toPythonJson } from './python-json.js';

/** The fields of a model's config.json, unknown ones included, in the file's order. */
export interface ModelConfig {
  /** Whether `encode` normalizes unless told otherwise; absent means no. */
  normalize?: boolean;
  /** Tokens a text that `encode` reads unless told otherwise; null for no limit, absent for 512. */
  max_length?: number | null;
  [field: string]: unknown;
}

/**
 * Reads config.json; fields that m2v does not know are kept as they are.
 * @param where names the file in errors
 * @throws FormatError for bytes that are no JSON object, and for a known field of the wrong kind
 */
export function parseConfig(bytes: Uint8Array, where: string): ModelConfig {
  const config = parseJson(bytes, where);
  if (!isRecord(config)) throw new FormatError('invalid-config', { where, what: 'it holds no JSON object' });
  checkConfig(config, where);
  return config;
}

/** The bytes of config.json as the reference writes it. */
export function formatConfig(config: ModelConfig): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(toPythonJson(config));
}

function checkConfig(config: Record<string, unknown>, where: string): asserts config is ModelConfig {
  const normalize = ownField(config, 'normalize');
  if (normalize !== undefined && typeof normalize !== 'boolean') {
    throw new FormatError('invalid-config', {
      where: `${where}, normalize`,
      what: 'wrong kind of value',
      value: normalize,
      allowed: 'true or false',
    });
  }
  const maxLength = ownField(config, 'max_length');
  const isLimit = typeof maxLength === 'number' && Number.isSafeInteger(maxLength) && maxLength > 0;
  if (maxLength !== undefined && maxLength !== null && !isLimit) {
    throw new FormatError('invalid-config', {
      where: `${where}, max_length`,
      what: 'wrong kind of value',
      value: maxLength,
      allowed: 'a whole number from 1, or null for no limit',
    });
  }
}
