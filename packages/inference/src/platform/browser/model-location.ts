import type { Storage } from '@m2v/core';
import type { ModelLocation } from '../../teacher/transformers-js.js';

// A path of no page: what is asked for below it is answered from memory.
const PARENT = '/m2v-teacher/';

/** The model's files, read from wherever the storage has them: transformers.js would fetch them by URLs of its own making. */
export async function modelLocation(storage: Storage, paths: readonly string[]): Promise<ModelLocation> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of paths) {
    const file = await storage.open(path);
    if (file !== undefined) files.set(path, new Uint8Array(await file.slice()));
  }
  const folder = storage.name.replace(/\/+$/, '').split('/').at(-1) ?? '';
  // What transformers.js takes for a model's name.
  return { parent: PARENT, name: folder.replace(/[^\w.-]+|-{2,}|\.{2,}/g, '-') || 'teacher', files };
}
