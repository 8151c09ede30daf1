import type { StaticModel } from '@m2v/core';
import { checkRows, type Table } from './read-table.js';

const NAME = 'the model’s words';

/**
 * A model's own words as a table: some twenty thousand rows that need no file. Pieces and marks are left out.
 * @throws InputError for a model of pieces alone
 */
export function vocabularyTable(model: StaticModel): Table {
  const words = model.tokens.filter((token) => /^\p{Ll}{3,}$/u.test(token));
  checkRows(NAME, words.length, 'take another model, or a file');
  return { name: NAME, rows: words.length, columns: new Map([['text', words]]), lists: new Set() };
}
