import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubServerOptions {
  /** The one repository's files, by path. */
  files: Map<string, Uint8Array>;
  id?: string;
  commit?: string;
  /** Files that are kept on another server, as large ones are: the hub redirects to it. */
  large?: string[];
  /** A token without which nothing is shown. */
  token?: string;
  /** What goes wrong with a file: its connection is cut half-way, or its announced size is one too large. */
  faults?: Map<string, 'cut' | 'wrong-size' | 'no-etag' | 'gone'>;
}

export interface HubServer {
  url: string;
  /** Method, address and authorization of every request, to either server. */
  requests: { method: string; url: string; authorization: string | undefined }[];
  options: HubServerOptions;
  /** Answers everything with this status from now on; undefined ends that. */
  failWith(status: number | undefined): void;
  close(): Promise<void>;
}

const ID = 'owner/tiny';
export const COMMIT: string = '0123456789abcdef0123456789abcdef01234567';

/** A server on this machine that speaks the hub's protocol for one repository, and a second one for its large files. */
export async function startHubServer(options: HubServerOptions): Promise<HubServer> {
  const { id = ID, commit = COMMIT, large = [], token } = options;
  const requests: HubServer['requests'] = [];
  let status: number | undefined;

  const note = ({ method = '', url = '', headers }: IncomingMessage): void => {
    requests.push({ method, url, authorization: headers.authorization });
  };

  const send = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const bytes = options.files.get(path) ?? new Uint8Array();
    const fault = options.faults?.get(path);
    if (fault === 'gone') return void response.writeHead(404).end();
    if (fault !== 'no-etag' && !large.includes(path)) response.setHeader('ETag', `"${etagOf(bytes)}"`);
    response.setHeader('Content-Length', bytes.length);
    if (request.method === 'HEAD') return void response.end();
    if (fault !== 'cut') return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  };

  const files = await listen((request, response) => {
    note(request);
    send(request, response, decodeURIComponent(request.url?.slice(1) ?? ''));
  });

  const hub = await listen((request, response) => {
    note(request);
    const fail = (status: number, code?: string): void => {
      if (code !== undefined) response.setHeader('X-Error-Code', code);
      response.writeHead(status).end();
    };
    if (status !== undefined) return fail(status);
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) return fail(401, 'RepoNotFound');
    const url = decodeURIComponent(request.url ?? '');
    const revision = new RegExp(`^/api/models/${id}(?:/revision/(.+))?$`).exec(url);
    const [, resolved, path] = new RegExp(`^/${id}/resolve/([^/]+)/(.+)$`).exec(url) ?? [];
    const known = [options.commit ?? commit, 'main', undefined];
    if (revision !== null) {
      if (!known.includes(revision[1])) return fail(404, 'RevisionNotFound');
      const sha = options.commit ?? commit;
      return void response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ id, sha, siblings: [] }));
    }
    if (url.startsWith(`/api/models/${id}/tree/`)) {
      const tree = [...options.files].map(([path, bytes]) => treeEntry(path, bytes, large.includes(path)));
      return void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(tree));
    }
    if (path === undefined) return fail(404, 'RepoNotFound');
    if (!known.includes(resolved)) return fail(404, 'RevisionNotFound');
    response.setHeader('X-Repo-Commit', options.commit ?? commit);
    const bytes = options.files.get(path);
    if (bytes === undefined) return fail(404, 'EntryNotFound');
    if (options.faults?.get(path) === 'wrong-size') response.setHeader('X-Linked-Size', bytes.length + 1);
    if (!large.includes(path)) return send(request, response, path);
    if (!response.hasHeader('X-Linked-Size')) response.setHeader('X-Linked-Size', bytes.length);
    response.setHeader('X-Linked-ETag', `"${sha256Of(bytes)}"`);
    response.writeHead(302, { Location: `${addressOf(files)}/${encodeURIComponent(path)}` }).end();
  });

  return {
    url: addressOf(hub),
    requests,
    options,
    failWith: (code) => {
      status = code;
    },
    async close() {
      await Promise.all([hub, files].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** What the hub gives a small file as its ETag: git's hash of it. */
export function etagOf(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** What the hub gives a large file as its ETag. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function treeEntry(path: string, bytes: Uint8Array, isLarge: boolean): object {
  const lfs = isLarge ? { oid: sha256Of(bytes), size: bytes.length, pointerSize: 130 } : undefined;
  return { type: 'file', path, size: bytes.length, oid: etagOf(bytes), lfs };
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function addressOf(server: Server): string {
  // The server listens on a port, so its address is no pipe's name.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
