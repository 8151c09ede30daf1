import { expect, test } from 'vitest';
import { namesIn } from './names-in.js';

test('names are trimmed, and blank and repeated ones left out', () => {
  expect(namesIn(' a \n\nb c\na', '\n')).toEqual(['a', 'b c']);
  expect(namesIn('yes, no,, yes', ',')).toEqual(['yes', 'no']);
});
