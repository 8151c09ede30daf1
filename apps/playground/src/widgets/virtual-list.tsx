import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';

/** Rows drawn above and below those in sight, so that scrolling shows no gaps. */
const SPARE = 6;

/** Which rows of a list are in sight, and a little more. */
export function rowsInSight(scrollTop: number, height: number, rowHeight: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE);
  return [Math.min(first, count), Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + SPARE)];
}

/** The row that a key moves to from another; undefined for keys that do not move. */
export function rowAfterKey(key: string, row: number, { count, page }: { count: number; page: number }) {
  const rows: Record<string, number> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: count - 1,
  };
  return key in rows ? Math.max(0, Math.min(count - 1, rows[key])) : undefined;
}

/**
 * A list of rows of one height, of which only those in sight are in the page. To the tab key it is one row, that which was
 * last in focus; arrows, Page Up and Down, Home and End go to the others.
 */
export function VirtualList(props: {
  label: string;
  count: number;
  /** In pixels, where letters have the usual size. */
  rowHeight: number;
  height: number;
  /** What the rows are of: another list begins at its top. */
  of: unknown;
  /** Draws a row, whose buttons take the `tabIndex`. */
  row: (index: number, tabIndex: 0 | -1) => ComponentChildren;
  /** Told which rows are drawn, so that they can be fetched. */
  onSight?: (first: number, end: number) => void;
}): JSX.Element {
  const { label, count, of, row, onSight } = props;
  const scale = useMemo(textScale, []);
  const [rowHeight, height] = [props.rowHeight * scale, props.height * scale];
  const list = useRef<HTMLElement>(null);
  const scrollTop = useSignal(0);
  const active = useSignal(0);
  /** The place of a button in its row that is to have the focus once the row is there. */
  const wanted = useRef<number | undefined>(undefined);
  const [first, end] = rowsInSight(scrollTop.value, height, rowHeight, count);
  // One of the rows that are drawn, or the tab key would find none.
  const stop = Math.max(first, Math.min(active.value, end - 1));

  function scrollTo(top: number): void {
    if (list.current !== null) list.current.scrollTop = top;
    scrollTop.value = top;
  }
  function go(to: number): void {
    const { current } = list;
    const item = document.activeElement?.closest('li');
    wanted.current = Math.max(0, buttonsOf(item).indexOf(document.activeElement as HTMLElement));
    active.value = to;
    const top = current?.scrollTop ?? 0;
    scrollTo(Math.min(to * rowHeight, Math.max(top, (to + 1) * rowHeight - height)));
  }

  useEffect(() => onSight?.(first, end), [first, end, of]);
  useEffect(() => {
    if (list.current?.contains(document.activeElement)) go(0);
    else {
      active.value = 0;
      scrollTo(0);
    }
  }, [of]);
  useEffect(() => {
    const place = wanted.current;
    if (place === undefined) return;
    const buttons = buttonsOf(list.current?.querySelector(`[aria-posinset="${active.peek() + 1}"]`));
    if (buttons.length === 0) return;
    wanted.current = undefined;
    buttons[Math.min(place, buttons.length - 1)]?.focus({ preventScroll: true });
  });

  return (
    <section
      ref={list}
      class="virtual"
      style={{ '--height': `${Math.min(height, count * rowHeight)}px` }}
      onScroll={(event) => {
        scrollTop.value = event.currentTarget.scrollTop;
      }}
      onFocusIn={({ target }) => {
        const place = (target as Element).closest('[aria-posinset]')?.getAttribute('aria-posinset');
        if (place) active.value = Number(place) - 1;
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const to = rowAfterKey(event.key, active.value, { count, page: Math.floor(height / rowHeight) });
        if (to === undefined) return;
        event.preventDefault();
        if (to !== active.value) go(to);
      }}
      aria-label={label}
    >
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets. */}
      <ul role="list" style={{ '--before': `${first * rowHeight}px`, '--all': `${count * rowHeight}px` }}>
        {Array.from({ length: end - first }, (_, i) => first + i).map((index) => (
          <li key={index} aria-setsize={count} aria-posinset={index + 1} style={{ '--row': `${rowHeight}px` }}>
            {row(index, index === stop ? 0 : -1)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How much larger than usual letters are set to be. */
function textScale(): number {
  // A test that renders to a string has no screen.
  if (typeof document === 'undefined') return 1;
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

function buttonsOf(row: Element | null | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll('button') ?? [])];
}
