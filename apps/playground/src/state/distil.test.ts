import { expect, test, vi } from 'vitest';
import type { distilApi, PageTeacher } from '../workers/distil.js';
import { createEngine } from '../workers/engine.js';
import { unzipFolder } from '../workers/zip-folder.js';
import { directCalls } from './direct-calls.fixture.js';
import { createDistilState, type StartDistiller } from './distil.js';
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
  const engine = directCalls(createEngine());
  const model = createModelState(engine);
  const terminate = vi.fn(async () => {});
  const startDistiller: StartDistiller = () => ({ ...directCalls({ distil }), terminate });
  return { model, state: createDistilState({ engine, startDistiller }, model), terminate };
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
  const file = new File(['\ufeffid;body\n1;a longer text\n2;another one\n'], 'texts.csv');
  await state.chooseCorpus(file);
  expect(state.corpusFile.value).toMatchObject({ rows: 2, columns: ['id', 'body'], column: 'body' });
  await state.distil();
  expect(corpora).toEqual([
    null,
    { text: 'one\ntwo', name: 'your texts', column: 'text' },
    { file, name: 'texts.csv', column: 'body' },
  ]);
});

test('a file that holds no texts is told at once, and not taken', async () => {
  const { state } = started(async () => RESULT);
  await state.chooseCorpus(new File([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0)], 'texts.csv'));
  expect(state.corpusFile.value).toBeUndefined();
  expect(state.readingCorpus.status.value).toMatchObject({ message: expect.stringMatching(/texts\.csv: is no text/) });
});

test('what is downloaded is the student, not the model that the page uses by then', async () => {
  const files = { 'config.json': new Blob(['{"mine":true}']) };
  const { model, state } = started(async () => ({ ...RESULT, files }));
  vi.spyOn(model, 'choose').mockResolvedValue(false);
  await state.distil();
  const zip = await state.zip();
  const unpacked = await unzipFolder(new Uint8Array((await zip?.arrayBuffer()) ?? []), 'x.zip');
  expect(new TextDecoder().decode(unpacked['config.json'])).toBe('{"mine":true}');
  expect(state.packing.status.value.kind).toBe('done');
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

test.each<[PageTeacher, string | undefined]>([
  [{ kind: 'embedded' }, undefined],
  [{ kind: 'hub', id: 'owner/name' }, undefined],
  [{ kind: 'hub', id: '../x' }, '../x: is no hub id; allowed: owner/name, such as minishlab/potion-base-8M'],
  [
    { kind: 'files', name: 'mine', files: { 'config.json': new Blob() } },
    'mine: there is no tokenizer.json, no onnx/model.onnx',
  ],
])('what cannot be a teacher is told at once: %j', (teacher, problem) => {
  const { state } = started(async () => RESULT);
  state.teacher.value = teacher;
  expect(state.problem.value).toBe(problem);
});
