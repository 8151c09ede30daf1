import { SourceError } from '../errors.js';
import { isOwnModelCard } from '../formats/model-card.js';
import { asideOf, readableFolder } from './aside.js';
import type { FolderOps, FolderPlace } from './folder-ops.js';
import { isModelFile } from './layouts.js';

const CARD = 'README.md';
const CONFIG = 'config.json';
/** Files of a pipeline and of training: left beside a model that has none of its own, they would pass for its. */
const COMPANIONS = ['head.safetensors', 'training.json'];

/**
 * Writes a model's files so that an interruption at any point leaves the old model or the new one, and an error leaves
 * the old one and nothing beside it.
 *
 * All files are first written and flushed elsewhere. A target that is missing, empty or holds only a model's files is
 * then replaced as a whole: old aside, new in, aside removed. In any other target (and in one that cannot be renamed,
 * such as the current folder) the files are replaced one by one and the rest is left alone; config.json goes first and
 * comes back last, so that an interruption leaves a folder that does not load rather than a mix that does. A README.md
 * that m2v did not write is kept.
 *
 * @param files by name, without folders
 * @throws SourceError saying what to do
 */
export async function writeModelFolder(
  ops: FolderOps,
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const place = await ops.resolve(folder);
  const present = await ops.list(place.path);
  const written = new Map(files);
  await refuseFolders(ops, place.path, present?.filter((name) => files.has(name) || isModelFile(name)) ?? []);
  const card = await foreignCard(ops, place);
  if (present === undefined || (present.every(isModelFile) && (await ops.isMovable(place.path)))) {
    if (card !== undefined) written.set(CARD, card);
    await replaceFolder(ops, place, present, written);
  } else {
    if (card !== undefined) written.delete(CARD);
    await replaceFiles(ops, place.path, present, written);
  }
}

/** The bytes of a README.md that m2v did not write, if the model to be replaced has one. */
async function foreignCard(ops: FolderOps, { path }: FolderPlace): Promise<Uint8Array | undefined> {
  const current = await readableFolder(ops, path);
  if (current === undefined || !(await ops.list(current))?.includes(CARD)) return undefined;
  const bytes = await ops.readFile(`${current}/${CARD}`);
  return isOwnModelCard(bytes) ? undefined : bytes;
}

async function replaceFolder(
  ops: FolderOps,
  place: FolderPlace,
  present: string[] | undefined,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const { path, parent, name } = place;
  const aside = asideOf(place);
  const prefix = `.${name}.m2v-new-`;
  const staging = `${parent}/${prefix}${crypto.randomUUID()}`;
  const created = await ops.makeFolder(parent);
  try {
    await removeLeftovers(ops, parent, prefix);
    await stage(ops, staging, path, files);
    if (present === undefined || present.length === 0) {
      // What may lie aside is all there is of the old model: it stays until the new one is in place.
      if (present !== undefined) await ops.removeEmpty(path);
      await ops.rename(staging, path);
    } else {
      await ops.remove(aside);
      await ops.rename(path, aside);
      try {
        await ops.rename(staging, path);
      } catch (error) {
        await ops.rename(aside, path);
        throw error;
      }
    }
  } catch (error) {
    await undo(ops, staging, parent, created);
    throw error;
  }
  await ops.flush(parent);
  // The model is saved; should this fail, the next save tries again.
  await ops.remove(aside).catch(() => {});
}

async function replaceFiles(
  ops: FolderOps,
  folder: string,
  present: string[],
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const prefix = '.m2v-new-';
  const staging = `${folder}/${prefix}${crypto.randomUUID()}`;
  const old = `${staging}/old`;
  // config.json is the first to go and the last to come.
  const going = present.filter((name) => files.has(name) || COMPANIONS.includes(name)).sort(configFirst);
  const coming = [...files.keys()].sort(configFirst).reverse();
  const gone: string[] = [];
  const placed: string[] = [];
  try {
    await removeLeftovers(ops, folder, prefix);
    await stage(ops, staging, folder, files);
    await ops.makeFolder(old);
    for (const name of going) {
      await ops.rename(`${folder}/${name}`, `${old}/${name}`);
      gone.push(name);
    }
    for (const name of coming) {
      await ops.rename(`${staging}/${name}`, `${folder}/${name}`);
      placed.push(name);
    }
  } catch (error) {
    await putBack(ops, folder, old, { gone, placed });
    await undo(ops, staging, folder, undefined);
    throw error;
  }
  await ops.remove(staging);
  await ops.flush(folder);
}

function configFirst(a: string, b: string): number {
  return Number(b === CONFIG) - Number(a === CONFIG);
}

/** @throws SourceError where somebody's folder bears a file's name: it is not ours to move */
async function refuseFolders(ops: FolderOps, folder: string, names: string[]): Promise<void> {
  for (const name of names) {
    const path = `${folder}/${name}`;
    const isFolder = await ops.list(path).then(
      (entries) => entries !== undefined,
      () => false,
    );
    if (isFolder) {
      const what = 'a folder stands where a file is to be written';
      throw new SourceError('unwritable', { where: path, what, todo: 'remove it or choose another place' });
    }
  }
}

/** Undoes as much of a replacement as was done; the error at hand matters more than one here. */
async function putBack(
  ops: FolderOps,
  folder: string,
  old: string,
  { gone, placed }: { gone: string[]; placed: string[] },
): Promise<void> {
  try {
    for (const name of placed.toReversed()) await ops.remove(`${folder}/${name}`);
    for (const name of gone.toReversed()) await ops.rename(`${old}/${name}`, `${folder}/${name}`);
  } catch {
    // What could not be put back lies in the staging folder, which then cannot be removed either.
  }
}

async function stage(
  ops: FolderOps,
  staging: string,
  target: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  await ops.makeFolder(staging, target);
  for (const [name, bytes] of files) await ops.writeFile(`${staging}/${name}`, bytes, `${target}/${name}`);
  await ops.flush(staging);
}

/** Removes what earlier saves left when they were interrupted. */
async function removeLeftovers(ops: FolderOps, folder: string, prefix: string): Promise<void> {
  for (const name of (await ops.list(folder)) ?? []) {
    if (name.startsWith(prefix)) await ops.remove(`${folder}/${name}`);
  }
}

/** Removes the staging folder, and the folders above it that were made for it. The error at hand matters more than one here. */
async function undo(ops: FolderOps, staging: string, parent: string, created: string | undefined): Promise<void> {
  try {
    await ops.remove(staging);
    if (created === undefined) return;
    for (let folder = parent; folder.length >= created.length; folder = (await ops.resolve(folder)).parent) {
      await ops.removeEmpty(folder);
    }
  } catch {
    // The staging folder is removed by the next save; folders that somebody has filled meanwhile stay.
  }
}
