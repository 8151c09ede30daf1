import { InputError } from '@m2v/core';

/**
 * Compiles a removal pattern: a JavaScript regular expression in Unicode mode, anchored at the token's start as
 * Python's `re.match` is.
 * @throws InputError for one that does not compile, Python-only syntax among them.
 */
export function compileTokenRemovePattern(pattern: string | null): RegExp | undefined {
  if (pattern === null) return undefined;
  try {
    return new RegExp(pattern, 'uy');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: /, '') : String(cause);
    throw new InputError({
      where: 'tokenRemovePattern',
      what: `is not a regular expression (${reason})`,
      allowed: "JavaScript's syntax with the flag u, for example \\[unused\\d+\\]",
      cause,
    });
  }
}
