import { expect, test } from 'vitest';
import { formatModules } from './modules.js';

// Written by model2vec 0.10.0 for a model with normalize set.
const NORMALIZED = `[
    {
        "idx": 0,
        "name": "0",
        "path": ".",
        "type": "sentence_transformers.models.StaticEmbedding"
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize"
    }
]`;

test('modules.json is the one that the reference writes', () => {
  const text = (normalize: boolean) => new TextDecoder().decode(formatModules(normalize));
  expect(text(true)).toBe(NORMALIZED);
  expect(text(false)).toBe(`${NORMALIZED.slice(0, NORMALIZED.indexOf(',\n    {'))}\n]`);
});
