import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The codes as [class, code], in the order of the types `FormatErrorCode`, `UnsupportedErrorCode` and so on. */
function declaredCodes(source) {
  return [...source.matchAll(/export type (\w+Error)Code =([^;]*);/g)].flatMap(([, className, codes]) =>
    [...codes.matchAll(/'([^']+)'/g)].map(([, code]) => [className, code]),
  );
}

test('docs/errors.md lists every code of the closed union, by class, in order', () => {
  const documented = [...read('docs/errors.md').matchAll(/^\| `(\w+)`\s*\| `([a-z-]+)`\s*\|/gm)].map(
    ([, ...row]) => row,
  );
  expect(documented.length).toBeGreaterThan(0);
  expect(documented).toEqual(declaredCodes(read('packages/core/src/errors.ts')));
});
