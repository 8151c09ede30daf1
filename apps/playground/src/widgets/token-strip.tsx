import type { JSX } from 'preact';
import { formatCosine } from './format.js';

export interface StripToken {
  token: string;
  /** How strongly it is shaded, from -1 (against) to 1. */
  shade: number;
  /** What a pointer's hint and a screen reader say. */
  title: string;
}

/** A text's tokens as chips; with `onChoose` each is a button. */
export function TokenStrip(props: {
  label: string;
  tokens: readonly StripToken[];
  /** What is said where there is none. */
  none?: string;
  chosen?: number;
  onChoose?: (index: number) => void;
}): JSX.Element {
  const { label, tokens, none, chosen, onChoose } = props;
  if (tokens.length === 0) return <p class="strip muted small">{none}</p>;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari forgets a list without bullets.
    <ul class="strip" role="list" aria-label={label}>
      {tokens.map(({ token, shade, title }, i) => {
        const shown = { class: shade < 0 ? 'chip against' : 'chip', style: { '--shade': percent(shade) }, title };
        return (
          <li key={i}>
            {onChoose === undefined ? (
              <span {...shown}>{token}</span>
            ) : (
              <button type="button" {...shown} aria-pressed={chosen === i} onClick={() => onChoose(i)}>
                {token}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Shares as shades, the largest of all strips being 1. */
export function shareTokens(tokens: readonly string[], shares: readonly number[], largest: number): StripToken[] {
  return tokens.map((token, i) => ({
    token,
    shade: largest === 0 ? 0 : shares[i] / largest,
    title: `${token}: ${shares[i] < 0 ? '' : '+'}${formatCosine(shares[i])}`,
  }));
}

function percent(shade: number): string {
  return `${Math.round(Math.min(1, Math.abs(shade)) * 100)}%`;
}
