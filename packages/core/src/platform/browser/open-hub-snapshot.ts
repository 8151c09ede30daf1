import { fetchFile } from '../../storage/fetch-file.js';
import type { HubSnapshot } from '../../storage/hub.js';
import type { HubOptions } from '../../storage/hub-options.js';
import {
  authorization,
  checkRepository,
  DEFAULT_HUB_URL,
  DEFAULT_REVISION,
  fileUrl,
  resolveCommit,
} from '../../storage/hub-protocol.js';

/** A commit of a repository of the hub, each file fetched when it is opened; a page keeps no folder of downloads. */
export async function openHubSnapshot(id: string, options: HubOptions): Promise<HubSnapshot> {
  const { revision = DEFAULT_REVISION, hubUrl = DEFAULT_HUB_URL, token, fetch = globalThis.fetch, signal } = options;
  checkRepository({ id, revision });
  const repository = { id, revision, hubUrl: hubUrl.replace(/\/+$/, ''), token: token || undefined, fetch, signal };
  const commit = await resolveCommit(repository);
  const authorized: typeof globalThis.fetch = (url, init) =>
    fetch(url, { ...init, headers: { ...init?.headers, ...authorization(repository) } });
  return {
    name: id,
    commit,
    folder: undefined,
    open: (path) => fetchFile(new URL(fileUrl(repository, commit, path)), { fetch: authorized, signal }),
  };
}
