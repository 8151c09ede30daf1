import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) =>
  statSync(join(dist, path)).isFile(),
);
const read = (path: string) => readFileSync(join(dist, path), 'utf8');
const scripts = files.filter((path) => ['.js', '.mjs'].includes(extname(path)));
const page = read('index.html');

/** A script and all that it imports before it runs. */
function withImports(path: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, name] of read(path).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
    withImports(join('assets', name), seen);
  }
  return seen;
}

describe('the first view', () => {
  const entry = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  const worker = files.find((path) => /engine-worker-[^/]*\.js$/.test(path)) ?? '';
  // What the embedded model's tokenizer needs is loaded by a dynamic import.
  const tokenizer = join('assets', /word-piece-[\w-]+\.js/.exec(read(worker))?.[0] ?? '');

  test('needs less than 100 kB of JavaScript, gzipped, its worker included', () => {
    const needed = new Set([entry, worker, tokenizer].flatMap((path) => [...withImports(path)]));
    const bytes = [...needed].reduce((sum, path) => sum + gzipSync(read(path)).length, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(100_000);
  });

  test('comes without what is loaded later', () => {
    const later = /u-wrap|InferenceSession|regl\(/;
    expect([...withImports(entry)].filter((path) => later.test(read(path)))).toEqual([]);
  });
});

test('every address in the page is relative', () => {
  const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) expect(address).toMatch(/^\.\//);
});

test('styles name files beside them alone', () => {
  for (const path of files.filter((path) => extname(path) === '.css')) {
    expect(read(path)).not.toMatch(/url\(["']?(?:\/|https?:)/);
  }
});

test('no module of Node is imported, and no CDN is in what is asked for', () => {
  // In double quotes or backticks, as the bundler writes them; the examples that the page shows have single ones.
  const unwanted = /(?:from|import\()\s*["`]node:|unpkg\.com|esm\.sh|cdnjs\.|jsdelivr/;
  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.filter((path) => unwanted.test(read(path)))).toEqual([]);
});

test('the model’s files are there', () => {
  for (const [name, extension] of [
    ['model', 'safetensors'],
    ['tokenizer', 'json'],
    ['config', 'json'],
  ]) {
    expect(files.some((path) => new RegExp(`assets/${name}-[^/]+\\.${extension}$`).test(path))).toBe(true);
  }
});

test('the policy lets the page ask its own server and the hub, and nobody else', () => {
  const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1] ?? '';
  const hosts = /connect-src ([^;]+)/.exec(policy)?.[1].split(' ') ?? [];
  expect(hosts).toEqual(["'self'", 'https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co']);
  expect(policy).toContain("default-src 'none'");
});

test('nothing that a file server would hide', () => {
  expect(existsSync(join(dist, 'index.html'))).toBe(true);
  for (const path of files) expect(path).not.toMatch(/(^|\/)[._]/);
});
