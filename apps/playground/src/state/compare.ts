import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { COMPARE_EXAMPLE } from '../examples/compare-example.generated.js';
import { COMPARE_TEXTS } from '../examples/compare-texts.js';
import type { Comparison } from '../workers/compare.js';
import type { EngineCalls } from './engine-calls.js';
import { latest } from './latest.js';
import type { ModelState } from './model.js';

export const MAX_TEXTS = 8;

/** A token that was chosen, and what it brings together in each of the texts. */
export interface ChosenToken {
  text: number;
  token: number;
  contributions: number[][];
}

export interface CompareState {
  texts: Signal<string[]>;
  /** Of these texts; undefined while it is waited for, or where it failed. */
  comparison: ReadonlySignal<Comparison | undefined>;
  chosen: ReadonlySignal<ChosenToken | undefined>;
  error: ReadonlySignal<string | undefined>;
  /** Takes the texts of a link; too few are none. */
  restore(texts: string[]): void;
  edit(index: number, text: string): void;
  add(): void;
  remove(index: number): void;
  /** Chooses a token; the one that is chosen already is let go. */
  choose(text: number, token: number): void;
}

export function createCompareState(engine: EngineCalls, model: ModelState): CompareState {
  const state = {
    texts: signal([...COMPARE_TEXTS]),
    comparison: signal<Comparison | undefined>(undefined),
    chosen: signal<ChosenToken | undefined>(undefined),
    error: signal<string | undefined>(undefined),
  };
  // The texts that the model has compared; none while the next answer comes, though the last one stays in sight.
  let compared: readonly string[] | undefined;
  const show = (comparison: Comparison | undefined, error?: string) => {
    state.comparison.value = comparison;
    state.error.value = error;
  };
  const compare = latest(
    (texts: string[], signal) => engine.call('compare', { texts }, { signal }),
    (comparison, texts) => {
      compared = texts;
      show(comparison);
    },
    (message) => show(undefined, message),
  );
  const fetchContributions = latest(
    (choice: { texts: string[]; chosen: number; token: number }, signal) =>
      engine.call('contributions', choice, { signal }),
    (contributions, { chosen, token }) => {
      state.chosen.value = { text: chosen, token, contributions };
    },
    (message) => {
      state.error.value = message;
    },
  );
  const letGo = () => {
    fetchContributions.cancel();
    state.chosen.value = undefined;
  };
  effect(() => {
    const texts = state.texts.value;
    letGo();
    compared = undefined;
    if (model.info.value !== undefined) void compare(texts);
    // Something to look at before the model is there.
    else show(isExample(texts) ? COMPARE_EXAMPLE : undefined);
  });

  return {
    ...state,
    restore(texts) {
      if (texts.length >= 2) state.texts.value = texts.slice(0, MAX_TEXTS);
    },
    edit(index, text) {
      state.texts.value = state.texts.value.map((old, i) => (i === index ? text : old));
    },
    add() {
      if (state.texts.value.length < MAX_TEXTS) state.texts.value = [...state.texts.value, ''];
    },
    remove(index) {
      if (state.texts.value.length > 2) state.texts.value = state.texts.value.filter((_, i) => i !== index);
    },
    choose(text, token) {
      const { chosen, texts } = state;
      if (chosen.value?.text === text && chosen.value.token === token) letGo();
      // Tokens that are still in sight, of texts that have been typed over, tell nothing of these.
      else if (compared === texts.value) void fetchContributions({ texts: texts.value, chosen: text, token });
    },
  };
}

function isExample(texts: readonly string[]): boolean {
  return texts.length === COMPARE_TEXTS.length && texts.every((text, i) => text === COMPARE_TEXTS[i]);
}
