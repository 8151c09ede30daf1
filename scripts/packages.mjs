import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A package of the workspace.
 * @typedef {{ folder: string, name: string, manifest: Record<string, any> }} Package
 */

/**
 * The packages that are published, apps included, by name.
 * @returns {Map<string, Package>}
 */
export function publishedPackages(root) {
  const packages = ['packages', 'apps']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.private);
  return new Map(packages.map(({ folder, manifest }) => [manifest.name, { folder, name: manifest.name, manifest }]));
}

/**
 * Packs every published package as it would be published.
 * @returns {Map<string, string>} the tarballs, by the package's name
 */
export function packAll(root, target) {
  mkdirSync(target, { recursive: true });
  const pnpm = join(root, 'node_modules/.bin/pnpm');
  return new Map(
    [...publishedPackages(root).values()].map(({ name, folder }) => {
      const options = { cwd: join(root, folder), encoding: 'utf8', shell: process.platform === 'win32' };
      const output = execFileSync(pnpm, ['pack', '--json', '--pack-destination', target], options);
      return [name, JSON.parse(output).filename];
    }),
  );
}

/**
 * A project outside the workspace, as a user's npm would make it, with tarballs in the place of what is not on the
 * registry: every mention of a sibling, however deep, means its tarball.
 * @param {string} project an empty folder, or one that holds the user's own files
 * @param {Map<string, string>} tarballs
 * @param {string[]} packages what to install: a name of the workspace, or a specifier for npm such as `vite@8.3.8`
 * @param {string[]} flags for npm
 */
export function installProject(project, tarballs, packages, flags = []) {
  const manifest = { private: true, type: 'module', dependencies: {}, overrides: {} };
  for (const [name, tarball] of tarballs) manifest.overrides[name] = `file:${tarball}`;
  for (const specifier of packages) {
    const [, name, version = '*'] = specifier.match(/^(@?[^@]+)(?:@(.+))?$/);
    manifest.dependencies[name] = tarballs.has(name) ? `file:${tarballs.get(name)}` : version;
  }
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, null, 2));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline', ...flags], {
    cwd: project,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}
