import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import { COMPARE_EXAMPLE } from '../examples/compare-example.generated.js';
import { createEngine } from '../workers/engine.js';
import { createCompareState, MAX_TEXTS } from './compare.js';
import { directCalls } from './direct-calls.fixture.js';
import { eventually } from './eventually.fixture.js';
import { createModelState } from './model.js';

async function started(texts: string[] = []) {
  const engine = directCalls(createEngine());
  const model = createModelState(engine);
  const state = createCompareState(engine, model);
  state.restore(texts);
  return { model, state };
}

test('an example is worked out before there is a model, and is what the model then gives', async () => {
  const { model, state } = await started();
  expect(state.comparison.value).toBe(COMPARE_EXAMPLE);
  await model.choose({ kind: 'embedded' });
  await eventually(() => expect(state.comparison.value).not.toBe(COMPARE_EXAMPLE));
  state.comparison.value?.similarities.forEach((row, i) => {
    row.forEach((cosine, j) => {
      expect(cosine).toBeCloseTo(COMPARE_EXAMPLE.similarities[i][j], 2);
    });
  });
});

test('what is typed is compared, and a chosen token brings tokens together', async () => {
  const { model, state } = await started(['cat', 'dog']);
  await model.choose({ kind: 'embedded' });
  state.edit(1, 'a kitten');
  await eventually(() => expect(state.comparison.value?.texts[1].map(({ token }) => token)).toEqual(['a', 'kitten']));
  state.choose(0, 0);
  await eventually(() => expect(state.chosen.value?.contributions[1]).toHaveLength(2));
  const contributions = state.chosen.value?.contributions[1] ?? [];
  expect(contributions[1]).toBeGreaterThan(contributions[0]);
  state.choose(0, 0);
  expect(state.chosen.value).toBeUndefined();
});

test('the example is not shown as what other texts come to', async () => {
  const { model, state } = await started(['my parcel is late', 'hello']);
  expect(state.comparison.value).toBeUndefined();
  await model.choose({ kind: 'embedded' });
  await eventually(() => expect(state.comparison.value?.similarities).toHaveLength(2));
});

test('typing lets go of a token, also of one whose answer is still to come', async () => {
  const { model, state } = await started(['cat', 'dog']);
  await model.choose({ kind: 'embedded' });
  await eventually(() => expect(state.comparison.value?.texts).toHaveLength(2));
  state.choose(0, 0);
  state.edit(1, 'a kitten');
  // Still drawn are the tokens of the texts before.
  state.choose(1, 0);
  await eventually(() => expect(state.comparison.value?.texts[1]).toHaveLength(2));
  expect(state.chosen.value).toBeUndefined();
});

test('there are two texts at least, and a limit', () => {
  const engine = directCalls(createEngine());
  const state = createCompareState(engine, { ...createModelState(engine), info: signal(undefined) });
  state.restore(['a', 'b']);
  state.restore(['alone']);
  state.remove(0);
  expect(state.texts.value).toEqual(['a', 'b']);
  for (let i = 0; i < 20; i++) state.add();
  expect(state.texts.value).toHaveLength(MAX_TEXTS);
});
