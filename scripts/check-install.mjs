// Installs the command line from packed tarballs into an empty project, as a user's npm would, and tries it:
// node scripts/check-install.mjs. Needs the build, and the network for what npm fetches.

import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What is promised to whoever only encodes: no transformers.js, no teacher.
const LARGEST_MB = 20;
const root = fileURLToPath(new URL('..', import.meta.url));

/** The folders of a package and of all siblings that it depends on. */
export function dependencyClosure(root, folder) {
  const { dependencies = {} } = readManifest(root, folder);
  const siblings = Object.keys(dependencies)
    .filter((name) => name.startsWith('@m2v/'))
    .flatMap((name) => dependencyClosure(root, join('packages', name.slice('@m2v/'.length))));
  return [...new Set([folder, ...siblings])];
}

function readManifest(root, folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** Bytes of all files below a folder. */
export function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}

function pack(folder, target) {
  const pnpm = join(root, 'node_modules/.bin/pnpm');
  const output = execFileSync(pnpm, ['pack', '--json', '--pack-destination', target], {
    cwd: join(root, folder),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return JSON.parse(output).filename;
}

function installInto(project) {
  const tarballs = join(project, 'tarballs');
  mkdirSync(tarballs);
  // Siblings are not on the registry: every mention of one, however deep, means its tarball.
  const dependencies = {};
  const overrides = {};
  for (const folder of dependencyClosure(root, 'apps/cli')) {
    const { name } = readManifest(root, folder);
    dependencies[name] = `file:${pack(folder, tarballs)}`;
    overrides[name] = `$${name}`;
  }
  const manifest = { private: true, dependencies, overrides };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, null, 2));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}

/** What is wrong with an installed command line, one line each. */
function findProblems(project) {
  const modules = join(project, 'node_modules');
  const problems = [];
  const expect = (holds, problem) => holds || problems.push(problem);
  const m2v = (...args) =>
    spawnSync(process.execPath, [join(modules, '@m2v/cli/dist/m2v.js'), ...args], { cwd: project, encoding: 'utf8' });

  const megabytes = sizeOf(modules) / 1e6;
  console.log(`${megabytes.toFixed(1)} MB installed`);
  expect(megabytes < LARGEST_MB, `${megabytes.toFixed(1)} MB are installed, the promise is under ${LARGEST_MB}`);
  const encoded = m2v('encode', 'hello');
  expect(encoded.status === 0 && JSON.parse(encoded.stdout).embedding.length === 256, `m2v encode: ${encoded.stderr}`);
  const distilled = m2v('distill', '--output', 'my-model');
  expect(distilled.status === 1, `m2v distill without its optional packages ended with ${distilled.status}`);
  expect(
    distilled.stderr.trim().split('\n').length === 1 &&
      /npm (i|install) .*@m2v\/teacher-minilm-l6/.test(distilled.stderr),
    `m2v distill should say in one line how to add what is missing, and says: ${distilled.stderr}`,
  );
  const required = spawnSync(process.execPath, ['-e', "console.log(typeof require('@m2v/core').StaticModel)"], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(required.stdout.trim() === 'function', `require('@m2v/core'): ${required.stderr}`);
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const project = mkdtempSync(join(tmpdir(), 'm2v-install-'));
  try {
    installInto(project);
    const problems = findProblems(project);
    for (const problem of problems) console.log(problem);
    if (problems.length > 0) process.exitCode = 1;
  } finally {
    rmSync(project, { recursive: true });
  }
}
