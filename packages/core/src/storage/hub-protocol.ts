import { InputError, SourceError } from '../errors.js';
import { isRecord, ownField, parseJson } from '../formats/json.js';
import { discardBody, type FetchOptions, readBody, request } from './fetch-file.js';

export const DEFAULT_HUB_URL = 'https://huggingface.co';
export const DEFAULT_REVISION = 'main';

const ID = /^[\w.-]+\/[\w.-]{1,96}$/;
const COMMIT = /^[0-9a-f]{40}$/;
const REVISION = /^[\w.+@~-]+(?:\/[\w.+@~-]+)*$/;
// An ETag becomes a file's name.
const BLOB_NAME = /^[\w-][\w.-]{0,199}$/;

/** A repository of the hub, and how to ask for it. */
export interface HubRepository extends FetchOptions {
  /** `owner/name`. */
  id: string;
  revision: string;
  /** Without a slash at its end. */
  hubUrl: string;
  token: string | undefined;
}

/** Whether a text has the form of a hub id, `owner/name`. */
export function isHubId(text: string): boolean {
  return ID.test(text) && !/\.\.|--|\.git$|^[.-]|[.-]$|\/[.-]|[.-]\//.test(text);
}

/** Whether a revision is a commit already. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}

/** @throws InputError for what cannot be an id or a revision: both become parts of paths */
export function checkRepository({ id, revision }: Pick<HubRepository, 'id' | 'revision'>): void {
  if (!isHubId(id)) throw new InputError({ what: 'not a hub id', value: id, allowed: 'owner/name' });
  if (!REVISION.test(revision) || revision.includes('..')) {
    throw new InputError({ where: 'revision', what: 'not a branch, tag or commit', value: revision });
  }
}

/**
 * Asks the hub which commit a revision is now.
 * @throws SourceError where the hub does not know or does not answer
 */
export async function resolveCommit(repository: HubRepository): Promise<string> {
  if (isCommit(repository.revision)) return repository.revision;
  const url = revisionUrl(repository);
  const response = await request(url, repository, { headers: authorization(repository) });
  if (!response.ok) throw await hubError(repository, response);
  return commitOf(await readBody(response, url, repository), url);
}

/** Where the hub says which commit a revision is. */
export function revisionUrl({ id, revision, hubUrl }: HubRepository): string {
  return `${hubUrl}/api/models/${id}/revision/${encodeURIComponent(revision)}`;
}

/** The commit in the hub's answer about a revision. */
function commitOf(answer: Uint8Array, url: string): string {
  const info = parseJson(answer, url);
  const commit = isRecord(info) ? ownField(info, 'sha') : undefined;
  if (typeof commit === 'string' && isCommit(commit)) return commit;
  throw new SourceError('network', {
    where: url,
    what: 'the answer names no commit, so this is no hub',
    todo: 'check HF_ENDPOINT or the option hubUrl',
  });
}

/** Where a file of a commit is to be had. */
export function fileUrl({ id, hubUrl }: HubRepository, commit: string, path: string): string {
  return `${hubUrl}/${id}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** The header that says who asks, for the hub itself only. */
export function authorization({ token }: HubRepository): Record<string, string> {
  if (token === undefined) return {};
  // Not shown: it may be a real one with something beside it.
  if (/[^\x21-\x7e]/.test(token))
    throw new InputError({
      where: 'token',
      what: 'holds what no token holds: a space, a line break or another such character',
    });
  return { authorization: `Bearer ${token}` };
}

/** Whether the hub says that the repository is there and only this file is not. */
export function isMissingEntry(response: Response): boolean {
  const code = response.headers.get('x-error-code');
  return response.status === 404 && (code === null || code === 'EntryNotFound');
}

/** The name under which Python's cache keeps a file of this ETag; undefined for one that cannot be a file's name. */
export function blobName(etag: string | null): string | undefined {
  const name = etag
    ?.replace(/^W\//, '')
    .replace(/^"|"$/g, '')
    .replace(/-gzip$/, '');
  return name !== undefined && BLOB_NAME.test(name) ? name : undefined;
}

/** What an answer of the hub means that is no success. */
export async function hubError(repository: HubRepository, response: Response): Promise<SourceError> {
  await discardBody(response);
  const { id, revision, hubUrl } = repository;
  const { status } = response;
  const where = hubUrl === DEFAULT_HUB_URL ? id : `${id} on ${hubUrl}`;
  const giveToken = 'give a token that may read it, in HF_TOKEN or the option token';
  const code = response.headers.get('x-error-code');
  if (code === 'GatedRepo') {
    const what = `the hub wants its terms accepted first (${status})`;
    return new SourceError('unauthorized', { where, what, todo: `accept them at ${hubUrl}/${id}, then ${giveToken}` });
  }
  if (code === 'RevisionNotFound') {
    const what = `the hub has no revision ${JSON.stringify(revision)} of it`;
    return new SourceError('not-found', { where, what, todo: 'check the branch, tag or commit' });
  }
  if (status === 401 || status === 403) {
    const what =
      status === 401
        ? 'the hub does not show it to you (401): it does not exist, or it is private'
        : 'the hub does not let you read it (403)';
    return new SourceError('unauthorized', { where, what, todo: `check the name, or ${giveToken}` });
  }
  if (status === 404) {
    return new SourceError('not-found', { where, what: 'the hub has no such model (404)', todo: 'check the name' });
  }
  const what = `the hub answers ${status} ${response.statusText}`.trimEnd();
  return new SourceError('network', { where, what, todo: 'try again later' });
}
