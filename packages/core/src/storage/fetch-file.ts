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
  await discardBody(response);
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
 * @param where names it in errors
 * @throws SourceError where it breaks off
 */
export async function readBody(
  response: Response,
  where: string | URL,
  options: FetchOptions,
  onChunk: (bytes: number) => void = () => {},
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyChunks(response, bodyLength(response), where, options)) {
    chunks.push(chunk);
    length += chunk.length;
    onChunk(chunk.length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * A response's body as it comes. Whoever stops early stops the download.
 * @param size bytes that must come in all; undefined where nobody said
 * @param where names it in errors
 * @throws SourceError where it breaks off
 */
export async function* bodyChunks(
  response: Response,
  size: number | undefined,
  where: string | URL,
  { signal }: FetchOptions,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  let done = 0;
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (chunk?.value === undefined) break;
      done += chunk.value.length;
      yield chunk.value;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw brokenOff(where, `the connection broke off after ${done} bytes (${reason(error)})`, error);
  } finally {
    await reader?.cancel().catch(() => {});
  }
  if (size !== undefined && done !== size) throw brokenOff(where, `${done} bytes came instead of ${size}`);
}

/** Lets go of a body that nobody wants; that it broke off meanwhile does not matter. */
export async function discardBody(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {});
}

/** The length that a response announces for its body; undefined where it announces none, or that of a packed one. */
export function bodyLength({ headers }: Response): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : Number(length);
}

function brokenOff(where: string | URL, what: string, cause?: unknown): SourceError {
  return new SourceError('incomplete', { where: String(where), what, todo: 'try again', cause });
}

/** Why a request failed: Node hides it in the error's cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  if (!(cause instanceof Error)) return message;
  return cause.message || ('code' in cause ? String(cause.code) : message);
}
