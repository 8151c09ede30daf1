import { memoryStorage, type OnProgress, StaticModel } from '@m2v/core';
import { files, name } from '@m2v/model-potion-base-8m';
import { fileStorage, type PageFiles } from './file-storage.js';

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

/** @throws M2vError as `StaticModel.fromPretrained` does */
export async function openModel(source: PageModel, options: OpenOptions = {}): Promise<StaticModel> {
  switch (source.kind) {
    case 'embedded':
      return await StaticModel.fromPretrained(files, options);
    case 'hub':
      return await StaticModel.fromPretrained(source.id, options);
    case 'files':
      return await StaticModel.fromPretrained(fileStorage(source.name, source.files), options);
    case 'zip': {
      // Who has no zip need not load what unpacks one.
      const { unzipFolder } = await import('./zip-folder.js');
      const unpacked = await unzipFolder(new Uint8Array(await source.file.arrayBuffer()), source.name);
      return await StaticModel.fromPretrained(memoryStorage(unpacked, source.name), options);
    }
  }
}

export function modelName(source: PageModel): string {
  if (source.kind === 'embedded') return name;
  return source.kind === 'hub' ? source.id : source.name.replace(/\.zip$/i, '');
}
