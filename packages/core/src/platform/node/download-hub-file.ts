import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { OnProgress } from '../../progress.js';
import { brokenOff, reason, request } from '../../storage/fetch-file.js';
import {
  authorization,
  blobName,
  fileUrl,
  type HubRepository,
  hubError,
  isMissingEntry,
} from '../../storage/hub-protocol.js';
import { createAtomicFile } from './atomic-file.js';
import { fileError } from './file-error.js';
import { localFile } from './local-file.js';

const MAX_REDIRECTS = 5;

interface HubResponse {
  response: Response;
  /** Name of the blob in Python's cache. */
  blob: string | undefined;
  /** Bytes that the hub or, failing that, the server of the file announces. */
  size: number | undefined;
}

/**
 * Downloads a file of a commit into the cache, in Python's layout: the bytes as a blob named by its ETag, a link to it
 * in the snapshot. Nothing is there under either name before it is whole. False where the repository has no such file.
 * @throws SourceError as `hubError`, and for a download that does not come whole or cannot be written
 */
export async function downloadHubFile(
  repository: HubRepository,
  commit: string,
  path: string,
  folder: string,
  onProgress: OnProgress | undefined,
): Promise<boolean> {
  const { response, blob, size } = await getFile(repository, fileUrl(repository, commit, path));
  if (isMissingEntry(response)) {
    await response.body?.cancel();
    return false;
  }
  if (!response.ok) throw await hubError(repository, response);

  const entry = join(folder, 'snapshots', commit, path);
  const target = blob === undefined ? entry : join(folder, 'blobs', blob);
  await makeFolder(dirname(entry));
  await makeFolder(dirname(target));
  if ((await localFile(target)) === undefined) await writeBody(response, target, size, repository, onProgress);
  else await response.body?.cancel();
  if (target !== entry) await link(target, entry);
  return true;
}

/** Follows redirects by hand: the hub's own answer carries the ETag and size of a large file, the last one does not. */
async function getFile(repository: HubRepository, start: string): Promise<HubResponse> {
  let url = new URL(start);
  let etag: string | null = null;
  let size: string | null = null;
  for (let hop = 0; ; hop++) {
    const headers = url.origin === new URL(repository.hubUrl).origin ? authorization(repository) : {};
    // A packed body would not have the announced length.
    const init: RequestInit = { redirect: 'manual', headers: { ...headers, 'accept-encoding': 'identity' } };
    const response = await request(url, repository, init);
    etag = etag ?? response.headers.get('x-linked-etag') ?? response.headers.get('etag');
    size = size ?? response.headers.get('x-linked-size');
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null || hop === MAX_REDIRECTS) {
      size = size ?? response.headers.get('content-length');
      return { response, blob: blobName(etag), size: size === null ? undefined : Number(size) };
    }
    await response.body?.cancel();
    // Between hosts of the hub an answer on the way may be about the redirect itself.
    if (response.headers.get('x-linked-etag') === null) etag = null;
    url = new URL(location, url);
  }
}

async function writeBody(
  response: Response,
  target: string,
  size: number | undefined,
  { signal }: HubRepository,
  onProgress: OnProgress | undefined,
): Promise<void> {
  const file = await createAtomicFile(target);
  let done = 0;
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const chunk = await reader?.read().catch((error: unknown) => {
        signal?.throwIfAborted();
        throw brokenOff(response.url, `the connection broke off (${reason(error)})`, error);
      });
      if (chunk?.value === undefined) break;
      await file.write(chunk.value);
      done += chunk.value.length;
      onProgress?.({ stage: 'download', done, total: size, unit: 'bytes' });
    }
    if (size !== undefined && done !== size) throw brokenOff(response.url, `${done} bytes came instead of ${size}`);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function link(target: string, entry: string): Promise<void> {
  try {
    await symlink(relative(dirname(entry), target), entry);
  } catch {
    // Somebody else has just linked it, or links are not allowed here.
    if ((await localFile(entry)) !== undefined) return;
    await copyFile(target, entry).catch((cause: unknown) => {
      throw fileError(cause, entry, 'write');
    });
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, folder, 'write');
  }
}
