import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The codes of the type `ErrorCode` as [class, code], in its order: a comment names the class of those below it. */
function declaredCodes(source) {
  const type = source.match(/export type ErrorCode =([^;]*);/)[1];
  let className;
  return type.split('\n').flatMap((line) => {
    className = line.match(/\/\/ (\w+)/)?.[1] ?? className;
    const code = line.match(/\| '([^']+)'/)?.[1];
    return code === undefined ? [] : [[className, code]];
  });
}

test('docs/errors.md lists every code of the closed union, by class, in order', () => {
  const documented = [...read('docs/errors.md').matchAll(/^\| `(\w+)`\s*\| `([a-z-]+)`\s*\|/gm)].map(
    ([, ...row]) => row,
  );
  expect(documented.length).toBeGreaterThan(0);
  expect(documented).toEqual(declaredCodes(read('packages/core/src/errors.ts')));
});
