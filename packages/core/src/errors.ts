import { brand, type ErrorKind, kindOf } from './error-brand.js';

/** Bytes that are not what they claim to be. */
export type FormatErrorCode =
  | 'invalid-safetensors'
  | 'invalid-json'
  | 'invalid-config'
  | 'invalid-tokenizer'
  | 'invalid-model'
  | 'invalid-row'
  | 'invalid-teacher';

/** What this version, or this place, cannot do. */
export type UnsupportedErrorCode =
  | 'unsupported-tokenizer'
  | 'unsupported-dtype'
  | 'unsupported-pooling'
  | 'unsupported-head'
  | 'unsupported-runtime';

/** A caller's argument. */
export type InputErrorCode = 'invalid-argument';

/** A place that could not be read or written. */
export type SourceErrorCode =
  | 'not-found'
  | 'network'
  | 'unauthorized'
  | 'permission'
  | 'no-space'
  | 'incomplete'
  | 'unreadable'
  | 'unwritable'
  | 'missing-package'
  | 'worker-failed';

/** Every reason m2v can give for failing. Closed: a program may switch over it. */
export type ErrorCode = FormatErrorCode | UnsupportedErrorCode | InputErrorCode | SourceErrorCode;

/** What an error's one line is made of, in the order in which it is said. */
export interface ErrorFields {
  /** The file, tensor, JSON path or argument concerned; said first. */
  where?: string;
  /** What is wrong. */
  what: string;
  /** The offending value; cut when long. */
  value?: unknown;
  /** What would have been right. */
  allowed?: string;
  /** The next step for whoever reads this. */
  todo?: string;
  /** The error underneath, kept as `cause`. */
  cause?: unknown;
}

// Long enough to recognise a value, short enough for one line in a terminal.
const MAX_VALUE_LENGTH = 80;

/** Base of every error that m2v throws; `code` says which, `message` is one line. */
export class M2vError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, fields: ErrorFields) {
    super(sentence(fields), fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = code;
    brand(this, 'M2vError');
  }

  /** True for an error of any copy of this package. */
  static is(error: unknown): error is M2vError {
    return kindOf(error) !== undefined;
  }
}

/** Bytes that are not what they claim to be; names the file and the tensor, line or JSON path. */
export class FormatError extends M2vError {
  declare readonly code: FormatErrorCode;

  constructor(code: FormatErrorCode, fields: ErrorFields) {
    super(code, fields);
    brand(this, 'FormatError');
  }

  static override is(error: unknown): error is FormatError {
    return kindOf(error) === 'FormatError';
  }
}

/** Well-formed, but not something this version can handle; names the component. */
export class UnsupportedError extends M2vError {
  declare readonly code: UnsupportedErrorCode;

  constructor(code: UnsupportedErrorCode, fields: ErrorFields) {
    super(code, fields);
    brand(this, 'UnsupportedError');
  }

  static override is(error: unknown): error is UnsupportedError {
    return kindOf(error) === 'UnsupportedError';
  }
}

/** A caller's argument that cannot be used; says what is allowed. */
export class InputError extends M2vError {
  declare readonly code: InputErrorCode;

  constructor(fields: ErrorFields) {
    super('invalid-argument', fields);
    brand(this, 'InputError');
  }

  static override is(error: unknown): error is InputError {
    return kindOf(error) === 'InputError';
  }
}

/** A place that could not be read or written: missing, network, permission, space; says what to do. */
export class SourceError extends M2vError {
  declare readonly code: SourceErrorCode;

  constructor(code: SourceErrorCode, fields: ErrorFields) {
    super(code, fields);
    brand(this, 'SourceError');
  }

  static override is(error: unknown): error is SourceError {
    return kindOf(error) === 'SourceError';
  }
}

/** An error as plain data, to cross a worker's boundary. */
export interface ErrorRecord {
  kind: ErrorKind | undefined;
  name: string;
  message: string;
  code?: ErrorCode;
  stack?: string;
  /** The error underneath, and that alone. */
  cause?: ErrorRecord;
}

/** Plain data that `errorFromRecord` turns back into an equal error, brand and code included. */
export function errorToRecord(error: unknown): ErrorRecord {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const record: ErrorRecord = { kind: kindOf(error), name, message, stack };
  if (M2vError.is(error)) record.code = error.code;
  // One level down: a chain may be long, or a circle.
  if (error instanceof Error && error.cause instanceof Error) {
    record.cause = {
      kind: kindOf(error.cause),
      name: error.cause.name,
      message: error.cause.message,
      stack: error.cause.stack,
    };
  }
  return record;
}

/** The error that a record describes. */
export function errorFromRecord({ kind, name, message, code, stack, cause }: ErrorRecord): Error {
  const known = kind !== undefined && code !== undefined;
  const error = known ? brand(new M2vError(code, { what: message }), kind) : new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  if (cause !== undefined) error.cause = errorFromRecord(cause);
  return error;
}

function sentence(fields: ErrorFields): string {
  const { where, what, value, allowed, todo } = fields;
  const head = where === undefined ? what : `${where}: ${what}`;
  // An argument that was left out is a value too.
  const found = !('value' in fields) ? '' : `, got ${show(value)}`;
  const expected = allowed === undefined ? '' : `; allowed: ${allowed}`;
  const next = todo === undefined ? '' : `; ${todo}`;
  return (head + found + expected + next).replace(/\s*[\r\n]+\s*/g, ' ');
}

function show(value: unknown): string {
  let text: string | undefined;
  try {
    text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  } catch {
    // A value that JSON cannot hold (a cycle) is described by its type instead.
  }
  text ??= typeof value;
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}
