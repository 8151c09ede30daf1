import { expect, test } from 'vitest';
import { parseRoute, routeHash } from './route.js';

test.each(['', '#', '#/', '#/nowhere'])('%j is the first view', (hash) => {
  expect(parseRoute(hash).view).toBe('compare');
});

test('a link brings texts back', () => {
  const texts = ['a & b', '東京?', '', '#'];
  const { view, params } = parseRoute(
    routeHash(
      'compare',
      texts.map((text) => ['text', text]),
    ),
  );
  expect(view).toBe('compare');
  expect(params.getAll('text')).toEqual(texts);
});

test('texts that do not fit are left out of the link', () => {
  expect(routeHash('compare', [['text', 'x'.repeat(3000)]])).toBe('#/compare');
});
