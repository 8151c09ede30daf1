import type { CalledWorker } from '@m2v/core/kit';
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { DistilApi, DistilResult, PageTeacher } from '../workers/distil.js';
import type { ModelState } from './model.js';
import { createTask, type Task } from './task.js';

export interface DistilState {
  teacher: Signal<PageTeacher>;
  hubId: Signal<string>;
  /** Only the first so many tokens; null for the whole vocabulary. */
  tokens: Signal<number | null>;
  /** Own words and phrases, one a line. */
  words: Signal<string>;
  pcaDims: Signal<number>;
  /** Texts to fit to, one a line, typed or pasted. */
  corpus: Signal<string>;
  /** The same out of a file, which then counts. */
  corpusFile: Signal<File | undefined>;
  distilling: Task;
  result: ReadonlySignal<DistilResult | undefined>;
  /** Distils, and makes the student the model of all views. */
  distil(): Promise<void>;
}

export type StartDistiller = () => Pick<CalledWorker<DistilApi>, 'call' | 'terminate'>;

export function createDistilState(start: StartDistiller, model: ModelState): DistilState {
  const state = {
    teacher: signal<PageTeacher>({ kind: 'embedded' }),
    hubId: signal(''),
    tokens: signal<number | null>(null),
    words: signal(''),
    pcaDims: signal(256),
    corpus: signal(''),
    corpusFile: signal<File | undefined>(undefined),
    distilling: createTask(),
    result: signal<DistilResult | undefined>(undefined),
  };
  return {
    ...state,
    async distil() {
      state.result.value = undefined;
      const result = await state.distilling.run(async (context) => {
        const worker = start();
        try {
          return await worker.call(
            'distil',
            {
              teacher: state.teacher.value,
              tokens: state.tokens.value,
              vocabulary: ownWords(state.words.value),
              pcaDims: state.pcaDims.value,
              corpus: state.corpusFile.value ?? (state.corpus.value.trim() === '' ? null : state.corpus.value),
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
  };
}

/** One entry a line; blank lines and spaces at the ends are nobody's word. */
export function ownWords(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
