import type { CalledWorker } from '@m2v/core/kit';
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { DistilApi, DistilResult, DistilSettings, PageTeacher } from '../workers/distil.js';
import type { EngineCalls } from './engine-calls.js';
import type { ModelState } from './model.js';
import { namesIn } from './names-in.js';
import { createTask, type Task } from './task.js';
import { teacherProblem } from './teacher-problem.js';

/** A file of texts to fit to: its columns, and the one that is taken. */
export interface CorpusFile {
  file: File;
  rows: number;
  columns: string[];
  column: string;
}

export interface DistilState {
  teacher: Signal<PageTeacher>;
  /** Why it cannot be one. */
  problem: ReadonlySignal<string | undefined>;
  hubId: Signal<string>;
  /** Only the first so many tokens; null for the whole vocabulary. */
  tokens: Signal<number | null>;
  /** Own words and phrases, one a line. */
  words: Signal<string>;
  pcaDims: Signal<number>;
  /** Texts to fit to, one a line, typed or pasted. */
  corpus: Signal<string>;
  /** The same out of a file, which then counts. */
  corpusFile: Signal<CorpusFile | undefined>;
  readingCorpus: Task;
  distilling: Task;
  result: ReadonlySignal<DistilResult | undefined>;
  packing: Task;
  /** Reads what a file of texts holds; what is wrong with it is told at once. */
  chooseCorpus(file: File): Promise<void>;
  /** Distils, and makes the student the model of all views. */
  distil(): Promise<void>;
  /** The student's folder as a zip, whatever model the page uses by now. */
  zip(): Promise<Blob | undefined>;
}

export type StartDistiller = () => Pick<CalledWorker<DistilApi>, 'call' | 'terminate'>;

export function createDistilState(
  { engine, startDistiller }: { engine: EngineCalls; startDistiller: StartDistiller },
  model: ModelState,
): DistilState {
  const teacher = signal<PageTeacher>({ kind: 'embedded' });
  const state = {
    teacher,
    problem: computed(() => teacherProblem(teacher.value)),
    hubId: signal(''),
    tokens: signal<number | null>(null),
    words: signal(''),
    pcaDims: signal(256),
    corpus: signal(''),
    corpusFile: signal<CorpusFile | undefined>(undefined),
    readingCorpus: createTask(),
    distilling: createTask(),
    result: signal<DistilResult | undefined>(undefined),
    packing: createTask(),
  };
  return {
    ...state,
    async chooseCorpus(file) {
      const source = { file, name: file.name };
      const info = await state.readingCorpus.run((context) => engine.call('inspectTable', source, context));
      if (info === undefined) return;
      const { rows, columns, textColumn } = info;
      state.corpusFile.value = { file, rows, columns, column: textColumn };
    },
    async distil() {
      state.packing.reset();
      state.result.value = undefined;
      const result = await state.distilling.run(async (context) => {
        const worker = startDistiller();
        try {
          return await worker.call(
            'distil',
            {
              teacher: state.teacher.value,
              tokens: state.tokens.value,
              vocabulary: namesIn(state.words.value, '\n'),
              pcaDims: state.pcaDims.value,
              corpus: corpusOf(state.corpusFile.value, state.corpus.value),
            },
            context,
          );
        } finally {
          // The teacher is large: its worker goes, and those that it has started with it.
          await worker.terminate();
        }
      });
      if (result === undefined) return;
      state.result.value = result;
      await model.choose({ kind: 'files', name: result.name, files: result.files });
    },
    async zip() {
      const { result, packing } = state;
      const { value } = result;
      if (value === undefined) return undefined;
      const { name, files } = value;
      return await packing.run((context) => engine.call('zipFiles', { name, files }, context));
    },
  };
}

function corpusOf(chosen: CorpusFile | undefined, typed: string): DistilSettings['corpus'] {
  if (chosen !== undefined) return { file: chosen.file, name: chosen.file.name, column: chosen.column };
  return typed.trim() === '' ? null : { text: typed, name: 'your texts', column: 'text' };
}
