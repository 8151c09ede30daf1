import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { ModelInfo } from '../workers/model-info.js';
import type { PageModel } from '../workers/model-source.js';
import type { EngineCalls } from './engine-calls.js';
import { createTask, type Task } from './task.js';

export interface ModelState {
  /** The model that all views use; undefined until the first one is loaded. */
  info: ReadonlySignal<ModelInfo | undefined>;
  /** Where it came from, for the workers that load it as well. */
  source: ReadonlySignal<PageModel>;
  task: Task;
  packing: Task;
  /** Loads another model; the one before stays where that fails. */
  choose(source: PageModel): Promise<boolean>;
  /** The model's folder as a zip. */
  zip(name: string): Promise<Blob | undefined>;
}

export function createModelState(engine: EngineCalls): ModelState {
  const info = signal<ModelInfo | undefined>(undefined);
  const source = signal<PageModel>({ kind: 'embedded' });
  const [task, packing] = [createTask(), createTask()];
  return {
    info,
    source,
    task,
    packing,
    async choose(chosen) {
      const loaded = await task.run((context) => engine.call('load', chosen, context));
      if (loaded === undefined) return false;
      source.value = chosen;
      info.value = loaded;
      return true;
    },
    zip: (name) => packing.run((context) => engine.call('zip', { name }, context)),
  };
}
