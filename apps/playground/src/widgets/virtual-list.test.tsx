import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { rowsInSight, VirtualList } from './virtual-list.js';

test.each([
  [0, 300, 30, 1000, [0, 16]],
  [3000, 300, 30, 1000, [94, 116]],
  [29_700, 300, 30, 1000, [984, 1000]],
  [0, 300, 30, 0, [0, 0]],
])('at %i of a height of %i', (top, height, rowHeight, count, wanted) => {
  expect(rowsInSight(top, height, rowHeight, count)).toEqual(wanted);
});

test('of many rows only those in sight are in the page, each saying which of all it is', () => {
  const html = render(
    <VirtualList label="Rows" count={100_000} rowHeight={30} height={300} row={(i) => <span>row {i}</span>} />,
  );
  expect(html.match(/<li/g)).toHaveLength(16);
  expect(html).toContain('aria-setsize="100000" aria-posinset="1"');
});
