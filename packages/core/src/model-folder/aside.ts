import type { FolderOps, FolderPlace } from './folder-ops.js';

/** Where a save puts the old model while the new one takes its place. */
export function asideOf({ parent, name }: FolderPlace): string {
  return `${parent}/.${name}.m2v-old`;
}

/**
 * The folder to read a model from: the one asked for, or, where a save was interrupted between its two renames, the
 * old model that it had put aside. Undefined where there is neither. Writes nothing: the next save tidies up.
 */
export async function readableFolder(ops: FolderOps, folder: string): Promise<string | undefined> {
  const place = await ops.resolve(folder);
  const names = await ops.list(place.path);
  if (names !== undefined && names.length > 0) return place.path;
  const aside = asideOf(place);
  if ((await ops.list(aside)) !== undefined) return aside;
  return names === undefined ? undefined : place.path;
}
