import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SourceError } from '../../errors.js';
import { warnOnConsole } from '../../progress.js';
import type { HubSnapshot } from '../../storage/hub.js';
import type { HubOptions } from '../../storage/hub-options.js';
import { isCommit, resolveCommit } from '../../storage/hub-protocol.js';
import { checkRelativePath } from '../../storage/relative-path.js';
import { writeFileAtomic } from './atomic-file.js';
import { downloadHubFile } from './download-hub-file.js';
import { type HubSettings, hubSettings } from './hub-settings.js';
import { localFile } from './local-file.js';

/** A commit of a repository in Python's cache; what is missing there is downloaded when it is opened. */
export async function openHubSnapshot(id: string, options: HubOptions): Promise<HubSnapshot> {
  const settings = await hubSettings(id, options);
  const { repository, folder, offline } = settings;
  const commit = await findCommit(settings, options);
  const snapshot = join(folder, 'snapshots', commit);
  return {
    name: id,
    commit,
    folder: snapshot,
    async open(path) {
      checkRelativePath(path);
      const cached = await localFile(join(snapshot, path));
      if (cached !== undefined || offline) return cached;
      const found = await downloadHubFile(repository, commit, path, folder, options.onProgress);
      return found ? await localFile(join(snapshot, path)) : undefined;
    },
  };
}

/** The commit that a revision is now, noted in `refs`; where the hub does not answer, the one noted there. */
async function findCommit(settings: HubSettings, options: HubOptions): Promise<string> {
  const { repository, folder, offline } = settings;
  const { id, revision } = repository;
  const note = join(folder, 'refs', ...revision.split('/'));
  if (isCommit(revision)) return revision;
  const noted = await readFile(note, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
  if (offline) {
    if (noted !== undefined) return noted;
    throw new SourceError('network', {
      where: id,
      what: 'it is not in the cache, and HF_HUB_OFFLINE forbids downloads',
      todo: 'unset HF_HUB_OFFLINE and try again',
    });
  }
  try {
    const commit = await resolveCommit(repository);
    if (commit !== noted) {
      await mkdir(dirname(note), { recursive: true });
      await writeFileAtomic(note, commit);
    }
    return commit;
  } catch (error) {
    if (noted === undefined || !SourceError.is(error) || error.code !== 'network') throw error;
    const { onWarning = warnOnConsole } = options;
    onWarning({ code: 'hub-unreachable', message: `${error.message}; the copy in the cache is used` });
    return noted;
  }
}
