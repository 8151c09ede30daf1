import { SourceError } from '../../errors.js';
import type { FileProgress } from '../../storage/download-progress.js';
import { bodyChunks, bodyLength, discardBody, request } from '../../storage/fetch-file.js';
import {
  authorization,
  blobName,
  fileUrl,
  type HubRepository,
  hubError,
  isMissingEntry,
} from '../../storage/hub-protocol.js';
import { createAtomicFile } from './atomic-file.js';
import { blobPath, type HubCache, linkBlob } from './hub-cache.js';
import { localFile } from './local-file.js';

const MAX_REDIRECTS = 5;

interface HubResponse {
  response: Response;
  /** Whether the hub itself answered, not a server that it sent us to. */
  fromHub: boolean;
  etag: string | null;
  /** Bytes that the hub or, failing that, the file's server announces. */
  size: number | undefined;
}

/**
 * Downloads a file of a commit into the cache. Nothing is there under any name before it is whole. False where the
 * repository has no such file.
 * @throws SourceError as `hubError`, and for a download that does not come whole or cannot be written
 */
export async function downloadHubFile(
  repository: HubRepository,
  commit: string,
  path: string,
  cache: HubCache,
  progress: FileProgress,
): Promise<boolean> {
  const where = `${repository.id}/${path}`;
  const { response, fromHub, etag, size } = await getFile(repository, fileUrl(repository, commit, path));
  if (fromHub && isMissingEntry(response)) {
    await discardBody(response);
    return false;
  }
  if (!response.ok) throw await hubError(repository, response);
  const blob = blobName(etag);
  if (blob === undefined) {
    await discardBody(response);
    throw new SourceError('network', {
      where,
      what: 'the answer has no usable ETag, so this is no hub',
      value: etag,
      todo: 'check HF_ENDPOINT or the option hubUrl',
    });
  }
  const target = await blobPath(cache, blob);
  if ((await localFile(target)) === undefined) {
    progress.begin(size);
    await writeBody(response, target, size, where, repository, progress);
  } else {
    // Another commit has the same bytes.
    await discardBody(response);
  }
  await linkBlob(cache, blob, commit, path);
  return true;
}

/** Follows redirects by hand: the hub's own answer carries the ETag and size of a large file, the last one does not. */
async function getFile(repository: HubRepository, start: string): Promise<HubResponse> {
  const hub = new URL(repository.hubUrl).origin;
  let url = new URL(start);
  let etag: string | null = null;
  let size: string | null = null;
  for (let hop = 0; ; hop++) {
    const fromHub = url.origin === hub;
    // A packed body would not have the announced length.
    const headers = { ...(fromHub ? authorization(repository) : {}), 'accept-encoding': 'identity' };
    const response = await request(url, repository, { redirect: 'manual', headers });
    etag ??= response.headers.get('x-linked-etag');
    size ??= response.headers.get('x-linked-size');
    const location = response.headers.get('location') ?? '';
    const isRedirect = response.status >= 300 && response.status < 400 && URL.canParse(location, url);
    if (!isRedirect || hop === MAX_REDIRECTS) {
      etag ??= response.headers.get('etag');
      return { response, fromHub, etag, size: size === null ? bodyLength(response) : Number(size) };
    }
    await discardBody(response);
    url = new URL(location, url);
  }
}

async function writeBody(
  response: Response,
  target: string,
  size: number | undefined,
  where: string,
  repository: HubRepository,
  progress: FileProgress,
): Promise<void> {
  const file = await createAtomicFile(target);
  try {
    for await (const chunk of bodyChunks(response, size, where, repository)) {
      await file.write(chunk);
      progress.advance(chunk.length);
    }
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
