import { SourceError } from '../../errors.js';
import { warnOnConsole } from '../../progress.js';
import { createDownloadProgress } from '../../storage/download-progress.js';
import type { HubSnapshot } from '../../storage/hub.js';
import type { HubOptions } from '../../storage/hub-options.js';
import { isCommit, resolveCommit } from '../../storage/hub-protocol.js';
import { checkRelativePath } from '../../storage/relative-path.js';
import type { StoredFile } from '../../storage/storage.js';
import { downloadHubFile } from './download-hub-file.js';
import { cachedFile, isNotedMissing, noteCommit, notedCommit, noteMissing, snapshotFolder } from './hub-cache.js';
import { type HubSettings, hubSettings } from './hub-settings.js';

/** A commit of a repository in Python's cache; what is missing there is downloaded when it is opened. */
export async function openHubSnapshot(id: string, options: HubOptions): Promise<HubSnapshot> {
  const settings = await hubSettings(id, options);
  const { repository, offline } = settings;
  const { revision } = repository;
  const noted = isCommit(revision) ? revision : await notedCommit(settings, revision);
  const commit = await findCommit(settings, noted, options);
  const progressOfFile = createDownloadProgress(options.onProgress);

  // Noted only once a file of it is there: a commit of which nothing could be had must not hide the last one.
  let isNoted = commit === noted;
  const note = async (file: StoredFile | undefined): Promise<StoredFile | undefined> => {
    if (!isNoted && file !== undefined) {
      isNoted = true;
      await noteCommit(settings, revision, commit);
    }
    return file;
  };
  return {
    // Where a file is missing, this says that only the cache was looked at.
    name: offline ? `${id} (HF_HUB_OFFLINE: only the cache)` : id,
    commit,
    folder: snapshotFolder(settings, commit),
    async open(path) {
      checkRelativePath(path);
      const cached = await cachedFile(settings, commit, path);
      if (cached !== undefined || offline || (await isNotedMissing(settings, commit, path))) return await note(cached);
      if (await downloadHubFile(repository, commit, path, settings, progressOfFile())) {
        return await note(await cachedFile(settings, commit, path));
      }
      await noteMissing(settings, commit, path);
      return undefined;
    },
  };
}

/** The commit that the revision is now; where the hub does not answer, the one noted in the cache. */
async function findCommit(
  { repository, offline }: HubSettings,
  noted: string | undefined,
  { onWarning = warnOnConsole }: HubOptions,
): Promise<string> {
  if (offline) {
    if (noted !== undefined) return noted;
    throw new SourceError('not-found', {
      where: repository.id,
      what: 'it is not in the cache, and HF_HUB_OFFLINE forbids downloads',
      todo: 'unset HF_HUB_OFFLINE and try again',
    });
  }
  try {
    return await resolveCommit(repository);
  } catch (error) {
    if (noted === undefined || !SourceError.is(error) || error.code !== 'network') throw error;
    onWarning({ code: 'hub-unreachable', message: `${error.message}; the copy in the cache is used` });
    return noted;
  }
}
