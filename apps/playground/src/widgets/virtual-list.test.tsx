import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { rowAfterKey, rowsInSight, VirtualList } from './virtual-list.js';

test.each([
  [0, 300, 30, 1000, [0, 16]],
  [3000, 300, 30, 1000, [94, 116]],
  [29_700, 300, 30, 1000, [984, 1000]],
  [0, 300, 30, 0, [0, 0]],
])('at %i of a height of %i', (top, height, rowHeight, count, wanted) => {
  expect(rowsInSight(top, height, rowHeight, count)).toEqual(wanted);
});

test.each([
  ['ArrowDown', 5, 6],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 5, 15],
  ['PageUp', 5, 0],
  ['Home', 50, 0],
  ['End', 5, 99],
  ['ArrowDown', 99, 99],
  ['Tab', 5, undefined],
])('%s leads from row %i to %s', (key, row, wanted) => {
  expect(rowAfterKey(key, row, { count: 100, page: 10 })).toBe(wanted);
});

test('of many rows those in sight are in the page, each saying which of all it is, and one is a stop of the tab key', () => {
  const row = (index: number, tabIndex: 0 | -1) => (
    <button type="button" tabIndex={tabIndex}>
      row {index}
    </button>
  );
  const html = render(<VirtualList label="Rows" count={100_000} rowHeight={30} height={300} of="these" row={row} />);
  expect(html.match(/<li/g)).toHaveLength(16);
  expect(html).toContain('aria-setsize="100000" aria-posinset="1"');
  expect(html.match(/tabindex="0"/g)).toHaveLength(1);
});
