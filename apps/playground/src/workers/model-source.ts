import { InputError, memoryStorage, type OnProgress, StaticModel } from '@m2v/core';
import { files, name } from '@m2v/model-potion-base-8m';
import { fileStorage, type PageFiles } from './file-storage.js';
import { checkHubId } from './hub-id.js';

/** Where a model comes from, as a page can say it to a worker. */
export type PageModel =
  | { kind: 'embedded' }
  | { kind: 'hub'; id: string }
  /** A dropped folder, or what was distilled. */
  | { kind: 'files'; name: string; files: PageFiles }
  | { kind: 'zip'; name: string; file: Blob };

export interface OpenOptions {
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** @throws M2vError as `StaticModel.fromPretrained` does, and where a page's files cannot be a model */
export async function openModel(source: PageModel, options: OpenOptions = {}): Promise<StaticModel> {
  switch (source.kind) {
    case 'embedded':
      return await StaticModel.fromPretrained(files, options);
    case 'hub':
      return await StaticModel.fromPretrained(checkHubId(source.id), options);
    case 'files':
      checkModelFiles(source.name, Object.keys(source.files));
      return await StaticModel.fromPretrained(fileStorage(source.name, source.files), options);
    case 'zip': {
      // Who has no zip need not load what unpacks one.
      const { unzipFolder } = await import('./zip-folder.js');
      const unpacked = await unzipFolder(new Uint8Array(await source.file.arrayBuffer()), source.name);
      checkModelFiles(source.name, Object.keys(unpacked));
      return await StaticModel.fromPretrained(memoryStorage(unpacked, source.name), options);
    }
  }
}

export function modelName(source: PageModel): string {
  if (source.kind === 'embedded') return name;
  return source.kind === 'hub' ? source.id : source.name.replace(/\.zip$/i, '');
}

/** What is missing beyond vectors is told by who reads the rest. */
function checkModelFiles(name: string, paths: readonly string[]): void {
  if (paths.some((path) => path.endsWith('.safetensors'))) return;
  if (paths.some((path) => path.endsWith('.onnx'))) {
    throw new InputError({
      where: name,
      what: 'is a sentence transformer, not yet a static model',
      todo: 'take it as the teacher in Distil',
    });
  }
  throw new InputError({
    where: name,
    what: 'holds no model',
    allowed: 'a folder or zip with config.json, tokenizer.json and model.safetensors',
  });
}
