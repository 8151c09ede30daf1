import { InputError } from '@m2v/core';
import { type CallContext, Transferred } from '@m2v/core/kit';
import type { ForwardPooling } from './pooling.js';
import type { TeacherBatch } from './teacher.js';
import { type LoadedModel, loadModel, type ModelLocation, type ModelSettings } from './transformers-js.js';

let loaded: LoadedModel | undefined;
// The end of the last batch, before which the next one does not begin.
let last: Promise<unknown> = Promise.resolve();
// What onnxruntime is at work on: a thread that is stopped meanwhile takes the whole process with it.
const atWork = new Set<Promise<unknown>>();

function tracked<T>(work: Promise<T>): Promise<T> {
  atWork.add(work);
  const forget = () => atWork.delete(work);
  work.then(forget, forget);
  return work;
}

/** What a teacher's worker does: it holds one model, with one session of one thread. */
export const teacherWorkerApi = {
  /** Loads the model; to be called once, first. */
  async load(input: {
    location: ModelLocation;
    settings: ModelSettings;
  }): Promise<Pick<LoadedModel, 'inputs' | 'dim' | 'poolings' | 'device'>> {
    loaded = await tracked(loadModel(input.location, input.settings));
    const { inputs, dim, poolings, device } = loaded;
    return { inputs, dim, poolings, device };
  },

  /** One rows x dim array for each pooling; the buffers are handed over. */
  async forward(
    input: { batch: TeacherBatch; poolings: readonly ForwardPooling[] },
    { signal }: CallContext,
  ): Promise<Transferred<Float32Array<ArrayBuffer>[]>> {
    if (loaded === undefined) throw new InputError({ what: 'the worker was asked for vectors before it had a model' });
    const { forward } = loaded;
    const next = last.then(() => {
      signal.throwIfAborted();
      return forward(input.batch, input.poolings);
    });
    last = next.catch(() => {});
    const pooled = await tracked(next);
    return new Transferred(
      pooled,
      pooled.map((values) => values.buffer),
    );
  },

  /** Answers once nothing is at work, so that the thread may be stopped. */
  async settle(_input: null): Promise<void> {
    await Promise.allSettled(atWork);
  },
};

export type TeacherWorkerApi = typeof teacherWorkerApi;
