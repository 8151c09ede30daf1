import { signal } from '@preact/signals-core';
import type { TableState } from '../state/table.js';
import { createTask } from '../state/task.js';

const nothing = async () => {};

/** A table's state for tests of views, empty but for `fields`. */
export function tableState(fields: Partial<TableState> = {}): TableState {
  return {
    info: signal(undefined),
    textColumn: signal('text'),
    embedded: signal(0),
    reading: createTask(),
    embedding: createTask(),
    saving: createTask(),
    read: nothing,
    readExample: nothing,
    canReadVocabulary: signal(true),
    readVocabulary: nothing,
    chooseColumn() {},
    clear() {},
    save: async () => undefined,
    ...fields,
  };
}
