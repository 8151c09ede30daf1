import { SourceError } from '../errors.js';
import { memoryFile } from './memory.js';
import type { StoredFile } from './storage.js';

export type Fetch = typeof globalThis.fetch;

export interface FetchOptions {
  /** What to send requests with. Default: the runtime's `fetch`. */
  fetch?: Fetch;
  /** Ends the work with its reason. */
  signal?: AbortSignal;
}

/**
 * The response to a request, whatever its status.
 * @throws SourceError where no response came
 */
export async function request(
  url: string | URL,
  { fetch = globalThis.fetch, signal }: FetchOptions,
  init: RequestInit = {},
): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new SourceError('network', {
      where: String(url),
      what: `the server could not be reached (${reason(error)})`,
      todo: 'check the address and the connection',
      cause: error,
    });
  }
}

/**
 * Downloads a file into memory; undefined where the server has none (404, 410).
 * @throws SourceError for any other answer, for none, and for one that breaks off
 */
export async function fetchFile(url: URL, options: FetchOptions): Promise<StoredFile | undefined> {
  const response = await request(url, options);
  if (response.ok) return memoryFile(await readBody(response, url, options));
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return undefined;
  const forbidden = response.status === 401 || response.status === 403;
  throw new SourceError(forbidden ? 'unauthorized' : 'network', {
    where: String(url),
    what: `the server answers ${response.status} ${response.statusText}`.trimEnd(),
    todo: forbidden ? 'check that you may read it' : 'try again later',
  });
}

/**
 * A response's whole body.
 * @throws SourceError where it breaks off
 */
export async function readBody(
  response: Response,
  url: string | URL,
  { signal }: FetchOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    signal?.throwIfAborted();
    throw brokenOff(url, `the connection broke off (${reason(error)})`, error);
  }
  const length = bodyLength(response);
  if (length !== undefined && bytes.length !== length) {
    throw brokenOff(url, `${bytes.length} bytes came instead of ${length}`);
  }
  return bytes;
}

/** The length that a response announces for its body; undefined where it announces none, or that of a packed one. */
function bodyLength({ headers }: Response): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : Number(length);
}

/** The error for a download that did not come whole. */
export function brokenOff(url: string | URL, what: string, cause?: unknown): SourceError {
  return new SourceError('incomplete', { where: String(url), what, todo: 'try again', cause });
}

/** Why a request failed: Node hides it in the error's cause. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  if (!(cause instanceof Error)) return message;
  return cause.message || ('code' in cause ? String(cause.code) : message);
}
