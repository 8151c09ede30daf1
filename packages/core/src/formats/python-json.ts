import { InputError } from '../errors.js';

const INDENT = 4;
// Far deeper than any config, and still far from the end of the stack.
const MAX_DEPTH = 200;

/**
 * A value as Python's `json.dump(value, file, indent=4)` writes it: ASCII only, numbers as `repr` prints them.
 * A whole number is written as an integer, since JavaScript cannot tell 1 from 1.0.
 * @throws InputError for a value that JSON cannot hold
 */
export function toPythonJson(value: unknown): string {
  return write(value, '\n');
}

function write(value: unknown, newline: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeString(value);
  const inner = newline + ' '.repeat(INDENT);
  if (inner.length > MAX_DEPTH * INDENT) throw new InputError({ what: 'the value is nested too deeply to be written' });
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[${value.map((item) => inner + write(item, inner)).join(',')}${newline}]`;
  }
  if (typeof value === 'object') {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const written = fields.map(([key, field]) => `${inner}${writeString(key)}: ${write(field, inner)}`);
    return written.length === 0 ? '{}' : `{${written.join(',')}${newline}}`;
  }
  throw new InputError({ what: 'JSON cannot hold this value', value });
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new InputError({ what: 'JSON cannot hold this number', value });
  if (Number.isInteger(value)) return Object.is(value, -0) ? '-0.0' : BigInt(value).toString();
  // The shortest digits that read back as the same double: the same in both languages, unlike the exponent's form,
  // which Python uses below 1e-4, with two digits at least.
  const [digits, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4) return String(value);
  return `${digits}e-${String(-power).padStart(2, '0')}`;
}

function writeString(text: string): string {
  // JSON.stringify has escaped what lies below space; what lies above ASCII is escaped by UTF-16 unit in Python too.
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
