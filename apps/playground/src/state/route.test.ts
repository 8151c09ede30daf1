import { expect, test, vi } from 'vitest';
import { type AddressBar, createRoute, parseRoute, routeHash, writeRoute } from './route.js';

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

/** A window with nothing but an address and its history. */
function addressBar(hash = '') {
  const listeners: (() => void)[] = [];
  const bar = {
    location: { hash },
    history: {
      state: null as unknown,
      replaceState: vi.fn((state: unknown, _: string, url: string) => {
        bar.history.state = state;
        bar.location.hash = url;
      }),
    },
    addEventListener: (_: string, listener: () => void) => void listeners.push(listener),
  };
  return { bar: bar as unknown as AddressBar, open: listeners, replaceState: bar.history.replaceState };
}

test('an address is written once, and followed', () => {
  const { bar, open, replaceState } = addressBar('#/search?q=bread');
  const route = createRoute(bar);
  writeRoute('#/search?q=bread', bar);
  expect(replaceState).not.toHaveBeenCalled();
  writeRoute('#/search?q=rolls', bar);
  expect(bar.location.hash).toBe('#/search?q=rolls');
  for (const listener of open) listener();
  expect(route.value.params.get('q')).toBe('rolls');
});

test('a browser that refuses another change leaves the address as it was', () => {
  const { bar, replaceState } = addressBar('#/search');
  replaceState.mockImplementation(() => {
    throw new DOMException('more than 100 times per 30 seconds', 'SecurityError');
  });
  writeRoute('#/search?q=bread', bar);
  expect(bar.location.hash).toBe('#/search');
});

test('texts that do not fit into a link are left out of it, and come back with a reload', () => {
  const { bar } = addressBar();
  const long = 'x'.repeat(10_800);
  writeRoute(
    routeHash('compare', [
      ['text', long],
      ['text', 'y'],
    ]),
    bar,
  );
  expect(bar.location.hash).toBe('#/compare');
  expect(createRoute(bar).value.params.getAll('text')).toEqual([long, 'y']);
  writeRoute('#/compare', bar);
  expect(createRoute(bar).value.params.getAll('text')).toEqual([]);
});
