import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type CompareState, MAX_TEXTS } from '../state/compare.js';
import { HeatTable } from '../widgets/heat-table.js';
import { shareTokens, TokenStrip } from '../widgets/token-strip.js';
import type { Comparison } from '../workers/compare.js';

export function CompareView({ state }: { state: CompareState }): JSX.Element {
  const comparison = state.comparison.value;
  const texts = state.texts.value;
  const list = useRef<HTMLElement>(null);
  /** The text to type into next: one that is removed takes the focus with it. */
  const next = useRef<number | undefined>(undefined);
  useEffect(() => {
    const { current: place } = next;
    next.current = undefined;
    if (place !== undefined) list.current?.querySelectorAll('textarea')[place]?.focus();
  }, [texts.length]);
  return (
    <div class="compare">
      <section class="compare-texts" aria-label="Texts" ref={list}>
        {texts.map((text, i) => (
          <div class="compare-text" key={i}>
            <span class="index" aria-hidden="true">
              {i + 1}
            </span>
            <textarea
              class="field"
              rows={1}
              aria-label={`Text ${i + 1}`}
              value={text}
              onInput={(event) => state.edit(i, event.currentTarget.value)}
            />
            <button
              type="button"
              class="button quiet"
              aria-label={`Remove text ${i + 1}`}
              title={texts.length <= 2 ? 'Two texts are the fewest to compare' : undefined}
              disabled={texts.length <= 2}
              onClick={() => {
                next.current = Math.min(i, texts.length - 2);
                state.remove(i);
              }}
            >
              ✕
            </button>
            <TextTokens state={state} index={i} />
          </div>
        ))}
        <div class="compare-add row">
          <button
            type="button"
            class="button"
            disabled={texts.length >= MAX_TEXTS}
            onClick={() => {
              next.current = texts.length;
              state.add();
            }}
          >
            Add a text
          </button>
          <span class="muted small">
            {texts.length >= MAX_TEXTS && `${MAX_TEXTS} texts are the most. `}Choose a token to see what it brings
            together.
          </span>
        </div>
        {state.error.value !== undefined && (
          <p class="error" role="alert">
            {state.error.value}
          </p>
        )}
      </section>
      <section class="compare-side stack">
        <h2>Cosine similarity</h2>
        {comparison === undefined ? (
          <p class="muted">{state.error.value === undefined && 'Waiting for the model…'}</p>
        ) : (
          <>
            <HeatTable
              caption="Cosine similarity of each text with each"
              values={comparison.similarities}
              without={wordless(comparison)}
            />
            <Explanation state={state} />
          </>
        )}
      </section>
    </div>
  );
}

function TextTokens({ state, index }: { state: CompareState; index: number }): JSX.Element | null {
  const tokens = state.comparison.value?.texts[index];
  if (tokens === undefined) return null;
  const chosen = state.chosen.value;
  const names = tokens.map(({ token }) => token);
  const largest = Math.max(0, ...(chosen?.contributions.flat().map(Math.abs) ?? []));
  const shown =
    chosen === undefined || chosen.text === index
      ? tokens.map(({ token, weight }) => ({ token, shade: weight, title: `${token}: weight ${weight.toFixed(2)}` }))
      : shareTokens(names, chosen.contributions[index], largest);
  return (
    <TokenStrip
      label={`Tokens of text ${index + 1}`}
      tokens={shown}
      none={state.texts.value[index]?.trim() === '' ? 'empty' : 'no word that the model knows'}
      chosen={chosen?.text === index ? chosen.token : undefined}
      onChoose={(token) => state.choose(index, token)}
    />
  );
}

function Explanation({ state }: { state: CompareState }): JSX.Element {
  const chosen = state.chosen.value;
  const token = chosen && state.comparison.value?.texts[chosen.text]?.[chosen.token]?.token;
  if (token === undefined) {
    return (
      <p class="muted small">
        1 is the same direction, 0 has nothing in common. Chips are shaded by how much a token weighs in its text: a
        frequent one like “the” weighs little.
      </p>
    );
  }
  return (
    <p class="muted small" aria-live="polite">
      Shaded now: what each token of the other texts adds to the cosine together with <b>{token}</b>. The parts of all
      pairs of tokens add up to the cosine, exactly.
    </p>
  );
}

/** Texts without a token that the model knows. */
function wordless({ texts }: Comparison): Set<number> {
  return new Set(Array.from(texts.keys()).filter((i) => texts[i].length === 0));
}
