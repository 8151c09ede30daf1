import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { ModelInfo } from '../workers/model-info.js';
import type { PageModel } from '../workers/model-source.js';
import type { EngineCalls } from './engine-calls.js';
import { keep } from './keep.js';
import { createTask, type Task } from './task.js';

export interface ModelState {
  /** The model that all views use; undefined until the first one is loaded. */
  info: ReadonlySignal<ModelInfo | undefined>;
  /** Where it came from, for the workers that load it as well. */
  source: ReadonlySignal<PageModel>;
  loading: Task;
  /** Loads another model; the one before stays where that fails. */
  choose(source: PageModel): Promise<boolean>;
}

export function createModelState(engine: EngineCalls): ModelState {
  const info = signal<ModelInfo | undefined>(undefined);
  const source = signal<PageModel>({ kind: 'embedded' });
  const loading = createTask();
  return {
    info,
    source,
    loading,
    async choose(chosen) {
      const loaded = await loading.run((context) => engine.call('load', chosen, context));
      if (loaded === undefined) return false;
      keep(engine.call('keepModel', { id: loaded.id }));
      source.value = chosen;
      info.value = loaded.info;
      return true;
    },
  };
}
