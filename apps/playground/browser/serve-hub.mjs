import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const COMMIT = 'a'.repeat(40);

/**
 * Answers a context's requests to the hub from a folder, whatever repository they name.
 * @returns the paths that were asked for, which grow
 */
export async function serveHub(context, folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile());
  const asked = [];
  const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
  await context.route('https://huggingface.co/**', (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    if (pathname.startsWith('/api/')) {
      const siblings = files.map((rfilename) => ({ rfilename }));
      return route.fulfill({ headers, json: { sha: COMMIT, siblings } });
    }
    // /owner/name/resolve/revision/path
    const path = pathname.split('/').slice(5).join('/');
    if (!files.includes(path)) return route.fulfill({ status: 404, headers });
    const body = readFileSync(join(folder, path));
    const own = { 'x-repo-commit': COMMIT, etag: `"${path}"`, 'content-length': String(body.length) };
    return route.fulfill({ headers: { ...headers, ...own }, body });
  });
  return asked;
}
