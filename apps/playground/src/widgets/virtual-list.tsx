import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';

/** Rows drawn above and below those in sight, so that scrolling shows no gaps. */
const SPARE = 6;

/** Which rows of a list are in sight, and a little more. */
export function rowsInSight(scrollTop: number, height: number, rowHeight: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE);
  return [Math.min(first, count), Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + SPARE)];
}

/** A list of rows of one height, of which only those in sight are in the page. */
export function VirtualList(props: {
  label: string;
  count: number;
  rowHeight: number;
  height: number;
  row: (index: number) => ComponentChildren;
  /** Told which rows are drawn, so that they can be fetched. */
  onSight?: (first: number, end: number) => void;
}): JSX.Element {
  const { label, count, rowHeight, height, row, onSight } = props;
  const scrollTop = useSignal(0);
  const [first, end] = rowsInSight(scrollTop.value, height, rowHeight, count);
  onSight?.(first, end);
  return (
    <section
      class="virtual"
      style={{ '--height': `${Math.min(height, count * rowHeight)}px` }}
      onScroll={(event) => {
        scrollTop.value = event.currentTarget.scrollTop;
      }}
      // A list that scrolls must be reachable by keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the arrow keys.
      tabIndex={0}
      aria-label={label}
    >
      <ul style={{ '--before': `${first * rowHeight}px`, '--all': `${count * rowHeight}px` }}>
        {Array.from({ length: end - first }, (_, i) => (
          <li key={first + i} aria-setsize={count} aria-posinset={first + i + 1} style={{ '--row': `${rowHeight}px` }}>
            {row(first + i)}
          </li>
        ))}
      </ul>
    </section>
  );
}
