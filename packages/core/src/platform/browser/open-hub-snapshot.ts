import { SourceError } from '../../errors.js';
import { warnOnConsole } from '../../progress.js';
import { createDownloadProgress } from '../../storage/download-progress.js';
import { bodyLength, discardBody, readBody, request } from '../../storage/fetch-file.js';
import type { HubSnapshot } from '../../storage/hub.js';
import type { HubOptions } from '../../storage/hub-options.js';
import {
  authorization,
  checkRepository,
  DEFAULT_HUB_URL,
  DEFAULT_REVISION,
  fileUrl,
  type HubRepository,
  hubError,
  isMissingEntry,
  resolveCommit,
  revisionUrl,
} from '../../storage/hub-protocol.js';
import { memoryFile } from '../../storage/memory.js';
import { checkRelativePath } from '../../storage/relative-path.js';

const CACHE = 'm2v-hub';

/** A commit of a repository of the hub; what was opened is kept in the browser's Cache, where the page may use it. */
export async function openHubSnapshot(id: string, options: HubOptions): Promise<HubSnapshot> {
  const { revision = DEFAULT_REVISION, hubUrl = DEFAULT_HUB_URL, token, fetch, signal } = options;
  checkRepository({ id, revision });
  const repository = { id, revision, hubUrl: hubUrl.replace(/\/+$/, ''), token: token || undefined, fetch, signal };
  const cache = await openCache();
  const commit = await findCommit(repository, cache, options);
  const progressOfFile = createDownloadProgress(options.onProgress);
  return {
    name: id,
    commit,
    folder: undefined,
    async open(path) {
      checkRelativePath(path);
      const url = fileUrl(repository, commit, path);
      const kept = await cache?.match(url);
      if (kept?.status === 404) return undefined;
      if (kept !== undefined) return memoryFile(await readBody(kept, `${id}/${path}`, repository));
      const response = await request(url, repository, { headers: authorization(repository) });
      if (isMissingEntry(response)) {
        await discardBody(response);
        // That a commit lacks a file stays so; without the hub nobody could say.
        await cache?.put(url, new Response(null, { status: 404 })).catch(() => {});
        return undefined;
      }
      if (!response.ok) throw await hubError(repository, response);
      const progress = progressOfFile();
      progress.begin(bodyLength(response));
      const bytes = await readBody(response, `${id}/${path}`, repository, progress.advance);
      await keep(cache, url, bytes);
      return memoryFile(bytes);
    },
  };
}

/** The commit that the revision is now; where the hub does not answer, the one that it was the last time. */
async function findCommit(
  repository: HubRepository,
  cache: Cache | undefined,
  { onWarning = warnOnConsole }: HubOptions,
): Promise<string> {
  const url = revisionUrl(repository);
  try {
    const commit = await resolveCommit(repository);
    await keep(cache, url, new TextEncoder().encode(commit));
    return commit;
  } catch (error) {
    const noted = await cache?.match(url);
    if (noted === undefined || !SourceError.is(error) || error.code !== 'network') throw error;
    onWarning({ code: 'hub-unreachable', message: `${error.message}; the copy in the cache is used` });
    return await noted.text();
  }
}

async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    // A page that is not secure, or private, does without.
    return undefined;
  }
}

async function keep(cache: Cache | undefined, url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { 'content-length': String(bytes.length) };
  // The file is at hand: where there is no room to keep it, it is downloaded again next time.
  await cache?.put(url, new Response(bytes, { headers })).catch(() => {});
}
