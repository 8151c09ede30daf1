import { expect, test, vi } from 'vitest';
import type { distilApi } from '../workers/distil.js';
import { createEngine } from '../workers/engine.js';
import { directCalls } from './direct-calls.fixture.js';
import { createDistilState, ownWords, type StartDistiller } from './distil.js';
import { createModelState } from './model.js';

const RESULT: Awaited<ReturnType<typeof distilApi.distil>> = {
  name: 'tiny-static',
  files: {},
  tokens: 3,
  dim: 2,
  device: 'cpu',
  seconds: 1,
  comparison: { spearman: 0.9, pearson: 0.8, pairs: [] },
  explained: undefined,
  warnings: [],
};

function started(distil: (...input: Parameters<typeof distilApi.distil>) => Promise<typeof RESULT>) {
  const model = createModelState(directCalls(createEngine()));
  const terminate = vi.fn(async () => {});
  const start: StartDistiller = () => ({ ...directCalls({ distil }), terminate });
  return { model, state: createDistilState(start, model), terminate };
}

test('the student becomes the model of all views, and the teacher’s worker ends', async () => {
  const { model, state, terminate } = started(async ({ vocabulary, tokens }) => {
    expect({ vocabulary, tokens }).toEqual({ vocabulary: ['new york', 'k8s'], tokens: 2000 });
    return RESULT;
  });
  const choose = vi.spyOn(model, 'choose').mockResolvedValue(true);
  state.words.value = 'new york\n\n k8s \nk8s';
  state.tokens.value = 2000;
  await state.distil();
  expect(state.result.value).toBe(RESULT);
  expect(choose).toHaveBeenCalledWith({ kind: 'files', name: 'tiny-static', files: {} });
  expect(terminate).toHaveBeenCalledOnce();
});

test('texts of one’s own are what the student is fitted to: those typed, or a file, which then counts', async () => {
  const corpora: unknown[] = [];
  const { model, state } = started(async ({ corpus }) => {
    corpora.push(corpus);
    return RESULT;
  });
  vi.spyOn(model, 'choose').mockResolvedValue(true);
  await state.distil();
  state.corpus.value = 'one\ntwo';
  await state.distil();
  const file = new File(['three'], 'texts.txt');
  state.corpusFile.value = file;
  await state.distil();
  expect(corpora).toEqual([null, 'one\ntwo', file]);
});

test('cancelled, the worker ends and the model stays', async () => {
  const { model, state, terminate } = started(
    (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const choose = vi.spyOn(model, 'choose');
  const run = state.distil();
  state.distilling.cancel();
  await run;
  expect(state.distilling.status.value.kind).toBe('stopped');
  expect(terminate).toHaveBeenCalledOnce();
  expect(choose).not.toHaveBeenCalled();
});

test('words are lines', () => {
  expect(ownWords(' a \n\nb c\na')).toEqual(['a', 'b c']);
});
