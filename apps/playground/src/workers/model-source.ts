import { type OnProgress, StaticModel } from '@m2v/core';
import { files, name } from '@m2v/model-potion-base-8m';

/** Where a model comes from, as a page can say it to a worker. */
export type PageModel =
  | { kind: 'embedded' }
  | { kind: 'hub'; id: string }
  /** A dropped folder or zip, or what was distilled: the files' bytes by name. */
  | { kind: 'files'; name: string; files: Record<string, Uint8Array> };

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
      return await StaticModel.fromBytes(source.files);
  }
}

export function modelName(source: PageModel): string {
  if (source.kind === 'embedded') return name;
  return source.kind === 'hub' ? source.id : source.name;
}
