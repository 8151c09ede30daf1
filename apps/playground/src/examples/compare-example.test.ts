import { StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';
import { expect, test } from 'vitest';
import { compareTexts } from '../workers/compare.js';
import { COMPARE_TEXTS } from './compare-texts.js';

test('the example that is worked out is what the embedded model gives; written anew by `vitest -u`', async () => {
  const { similarities, texts } = compareTexts(await StaticModel.fromPretrained(files), COMPARE_TEXTS);
  const round = (value: number) => Number(value.toFixed(3));
  const rounded = {
    similarities: similarities.map((row) => row.map(round)),
    texts: texts.map((tokens) => tokens.map(({ token, weight }) => ({ token, weight: round(weight) }))),
  };
  const module = [
    "import type { Comparison } from '../workers/compare.js';",
    '',
    `export const COMPARE_EXAMPLE: Comparison = ${JSON.stringify(rounded)};`,
    '',
  ].join('\n');
  await expect(module).toMatchFileSnapshot('./compare-example.generated.ts');
});
