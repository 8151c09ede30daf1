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
  shares: number[][];
}

export interface CompareState {
  texts: Signal<string[]>;
  comparison: ReadonlySignal<Comparison>;
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
    // Something to look at before the model is there.
    comparison: signal<Comparison>(COMPARE_EXAMPLE),
    chosen: signal<ChosenToken | undefined>(undefined),
    error: signal<string | undefined>(undefined),
  };
  const fail = (message: string) => {
    state.error.value = message;
  };
  const compare = latest(
    (texts: string[], signal) => engine.call('compare', { texts }, { signal }),
    (comparison) => {
      state.comparison.value = comparison;
      state.error.value = undefined;
    },
    fail,
  );
  const bring = latest(
    (choice: { texts: string[]; chosen: number; token: number }, signal) => engine.call('bring', choice, { signal }),
    (shares, { chosen, token }) => {
      state.chosen.value = { text: chosen, token, shares };
    },
    fail,
  );
  effect(() => {
    const texts = state.texts.value;
    state.chosen.value = undefined;
    if (model.info.value !== undefined) void compare(texts);
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
      if (chosen.value?.text === text && chosen.value.token === token) chosen.value = undefined;
      else if (model.info.value !== undefined) void bring({ texts: texts.value, chosen: text, token });
    },
  };
}
