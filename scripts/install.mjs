import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the hash of what was installed last is kept: it goes when node_modules goes. */
const STAMP = 'node_modules/.m2v-installed';

/**
 * Installs the workspace's packages by the pnpm that package.json names, unless that was done for these very manifests.
 * @param {string} root the workspace's folder
 * @param {(command: string[], root: string) => number | null} run runs a command and gives its exit code
 * @returns {'installed' | 'up to date'}
 */
export function install(root, run = runVisibly) {
  const hash = manifestHash(root);
  const stamp = join(root, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'up to date';
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const code = run(['npx', '--yes', packageManager, 'install', '--frozen-lockfile'], root);
  if (code !== 0) {
    throw new Error(
      `the packages could not be installed (${packageManager} ended with ${code}); the lines above say why. ` +
        'A first install needs the network: check it, or npm\'s "registry" and "proxy" settings, and run this again.',
    );
  }
  writeFileSync(stamp, hash);
  return 'installed';
}

/** One hash over everything that decides what is installed. */
export function manifestHash(root) {
  const manifests = ['packages', 'apps'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .sort()
          .map((name) => join(folder, name, 'package.json'))
      : [],
  );
  const hash = createHash('sha256');
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests]) {
    if (existsSync(join(root, path)))
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update('\0');
  }
  return hash.digest('hex');
}

function runVisibly([command, ...args], cwd) {
  // npx is a .cmd file on Windows, which only a shell starts. Standard output belongs to the task that follows.
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error)
    throw new Error(`${command} could not be started (${error.message}); it comes with npm: install npm 10 or newer`);
  return status;
}
