import { readFileSync } from 'node:fs';
import { createTokenizer } from '@m2v/core/tokenizer';
import { afterAll, expect, test } from 'vitest';
import { hardTexts, material, multilingualTexts, randomTexts, reviews } from './material.js';
import { startOracle } from './oracle.js';

const oracle = startOracle();
afterAll(oracle.close);

const texts = [...hardTexts(), ...randomTexts(5000), ...multilingualTexts(), ...reviews()];

test.each(['models/potion-base-8M', 'models/all-MiniLM-L6-v2', 'tokenizers/bert-base-cased'])(
  `%s: ids of ${texts.length} texts`,
  async (folder) => {
    const tokenizer = material(`${folder}/tokenizer.json`);
    const ours = await createTokenizer(readFileSync(tokenizer, 'utf8'));
    for (const specials of [false, true]) {
      const theirs = await oracle.ask<number[][]>('ids', { tokenizer, texts, specials });
      const different = texts.filter((text, i) => {
        const found = ours.encode(text, { addSpecialTokens: specials });
        return found.length !== theirs[i].length || found.some((id, t) => id !== theirs[i][t]);
      });
      expect(different).toEqual([]);
    }
  },
);
