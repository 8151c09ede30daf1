// Holds the arrows of .dependency-cruiser.cjs over all packages and apps: node scripts/check-boundaries.mjs

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const configuration = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

/**
 * Every import in a workspace that the rules forbid, one line each.
 * @param {string} root the workspace's folder
 * @returns {Promise<{ violations: string[], modules: number, imports: number }>}
 */
export async function findViolations(root) {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent))
          .map((name) => join(parent, name, 'src'))
          .filter((folder) => existsSync(join(root, folder)))
      : [],
  );
  const { output } = await cruise(folders, {
    ...configuration.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden },
  });
  const { totalCruised, totalDependenciesCruised, violations } = output.summary;
  return {
    modules: totalCruised,
    imports: totalDependenciesCruised,
    violations: violations.map(({ rule, from, to, cycle }) => {
      const comment = configuration.forbidden.find(({ name }) => name === rule.name)?.comment;
      const path = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ');
      return `${rule.name}: ${from} -> ${path}${comment === undefined ? '' : ` (${comment})`}`;
    }),
  };
}

/** The packages whose entries are not built, so that imports of them cannot be followed. */
export function unbuilt(root) {
  return readdirSync(join(root, 'packages')).filter((name) => {
    const manifest = join(root, 'packages', name, 'package.json');
    if (!existsSync(manifest)) return false;
    const { scripts } = JSON.parse(readFileSync(manifest, 'utf8'));
    return scripts?.build !== undefined && !existsSync(join(root, 'packages', name, 'dist', 'index.js'));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const missing = unbuilt(root);
  if (missing.length > 0) {
    console.error(`not built: ${missing.join(', ')}; run \`npm run build\` first`);
    process.exitCode = 1;
  } else {
    const { violations, modules, imports } = await findViolations(root);
    for (const violation of violations) console.log(violation);
    console.log(`${modules} modules, ${imports} imports, ${violations.length} forbidden`);
    if (violations.length > 0) process.exitCode = 1;
  }
}
