import type { JSX } from 'preact';
import type { Mark } from '../workers/search.js';

/** A text with parts of it marked, the stronger the more they add. */
export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }): JSX.Element {
  const largest = Math.max(0, ...marks.map(({ share }) => share));
  let at = 0;
  const parts = marks.flatMap(({ start, end, share }) => {
    const before = text.slice(at, start);
    at = end;
    return [
      before,
      <mark key={start} style={{ '--shade': `${Math.round((share / largest) * 100)}%` }} title={`+${share.toFixed(2)}`}>
        {text.slice(start, end)}
      </mark>,
    ];
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
