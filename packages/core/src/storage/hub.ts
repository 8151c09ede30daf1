import { openHubSnapshot } from '#platform';
import { SourceError } from '../errors.js';
import { settleAll } from '../settle-all.js';
import type { HubOptions } from './hub-options.js';
import type { Storage } from './storage.js';

/** Files of one commit of a repository on the hub; each is fetched when it is opened, and kept for the next time. */
export interface HubSnapshot extends Storage {
  /** The commit that the revision was when this was opened. */
  commit: string;
  /** Where the files lie that were opened; undefined in a browser, which has no folders. */
  folder: string | undefined;
}

/**
 * Finds out which commit a revision is and gives its files as a storage.
 * @param id `owner/name`
 * @throws SourceError where the repository or the revision is not there, may not be read, or the hub does not answer
 */
export async function openHub(id: string, options: HubOptions = {}): Promise<HubSnapshot> {
  return await openHubSnapshot(id, options);
}

/** The files to fetch from a repository, by relative path. */
export interface HubPaths {
  required: readonly string[];
  /** Fetched where the repository has them. */
  optional?: readonly string[];
}

/**
 * Fetches files from the hub into the cache.
 * @param id `owner/name`
 * @returns the folder of the snapshot, in which they lie under their relative paths
 * @throws SourceError as `openHub`, and for a required file that is not there
 */
export async function fetchFromHub(
  id: string,
  { required, optional = [] }: HubPaths,
  options: HubOptions = {},
): Promise<string> {
  const snapshot = await openHub(id, options);
  const { folder } = snapshot;
  if (folder === undefined) {
    const what = 'a browser has no folder to fetch files into';
    throw new SourceError('unwritable', { where: id, what, todo: 'load the model from its hub id instead' });
  }
  const opened = await settleAll([...required, ...optional].map((path) => snapshot.open(path)));
  const missing = required.filter((_, i) => opened[i] === undefined);
  if (missing.length > 0) {
    throw new SourceError('not-found', {
      where: snapshot.name,
      what: `there is no ${missing.join(', no ')} in commit ${snapshot.commit.slice(0, 8)}`,
      todo: 'check the name and the revision',
    });
  }
  return folder;
}
