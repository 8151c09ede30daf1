import { type CallContext, Transferred } from '@m2v/core/kit';
import type { Pooling } from './pooling.js';
import type { TeacherBatch } from './teacher.js';
import { type LoadedModel, loadModel, type ModelLocation, type ModelSettings } from './transformers-js.js';

let loaded: LoadedModel | undefined;

/** What a teacher's worker does: it holds one model, with one session of one thread. */
export const teacherWorkerApi = {
  /** Loads the model; to be called once, first. */
  async load(input: {
    location: ModelLocation;
    settings: ModelSettings;
  }): Promise<Pick<LoadedModel, 'inputs' | 'dim' | 'poolings'>> {
    loaded = await loadModel(input.location, input.settings);
    const { inputs, dim, poolings } = loaded;
    return { inputs, dim, poolings };
  },

  /** One rows x dim array for each pooling; the buffers are handed over. */
  async forward(
    input: { batch: TeacherBatch; poolings: readonly Pooling[] },
    { signal }: CallContext,
  ): Promise<Transferred<Float32Array<ArrayBuffer>[]>> {
    signal.throwIfAborted();
    if (loaded === undefined) throw new Error('forward was called before load');
    const pooled = await loaded.forward(input.batch, input.poolings);
    return new Transferred(
      pooled,
      pooled.map((values) => values.buffer),
    );
  },
};

export type TeacherWorkerApi = typeof teacherWorkerApi;
