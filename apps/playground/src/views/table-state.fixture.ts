import { signal } from '@preact/signals-core';
import type { TableState } from '../state/table.js';
import { createTask } from '../state/task.js';

const nothing = async () => {};
const taken = async () => true;

/** A table's state for tests of views, empty but for `fields`. */
export function tableState(fields: Partial<TableState> = {}): TableState {
  return {
    info: signal(undefined),
    textColumn: signal('text'),
    vectorSet: signal(0),
    embeddedIn: signal(undefined),
    reading: createTask(),
    embedding: createTask(),
    saving: createTask(),
    read: taken,
    readExample: taken,
    canReadVocabulary: signal(true),
    readVocabulary: taken,
    readHeader: taken,
    chooseColumn() {},
    embed: nothing,
    clear() {},
    save: async () => undefined,
    ...fields,
  };
}
