// Every copy of this package knows it, so that errors are recognised across copies, unlike by `instanceof`.
const BRAND = Symbol.for('m2v.error');

/** The classes of m2v's errors, by name. */
export type ErrorKind = 'M2vError' | 'FormatError' | 'UnsupportedError' | 'InputError' | 'SourceError';

/** Makes an error one of m2v's, of the given kind. */
export function brand<E extends Error>(error: E, kind: ErrorKind): E {
  error.name = kind;
  return Object.defineProperty(error, BRAND, { value: kind, configurable: true });
}

/** Which kind an error is of, in whichever copy of this package it was made; undefined for any other value. */
export function kindOf(error: unknown): ErrorKind | undefined {
  return typeof error === 'object' && error !== null ? (error as { [BRAND]?: ErrorKind })[BRAND] : undefined;
}
