// Tries every published package as its users meet it: npm run check:packages [-- NAME…]. Needs the build, and the network
// for what npm fetches. Each is packed; the tarball is linted; installed alone in an empty project it is imported and
// required; then what its README says to install is installed, and the README's example compiled and run.

import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeBlocks } from './check-examples.mjs';
import { installProject, packAll, publishedPackages } from './packages.mjs';
import { expectedOutput, runExample } from './run-example.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What runs a teacher: large, and for nobody who did not ask for it. */
const TEACHER_RUNTIME = /^(@huggingface\/transformers|onnxruntime-.*|sharp)$/;
// What is promised to whoever only encodes.
const LARGEST_CLI_MB = 20;

/** The packages in a node_modules folder, by name. */
export function installedPackages(modules) {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((sub) => `${name}/${sub}`) : name));
}

/** Bytes of all files below a folder. */
export function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}

/**
 * What a README tells its reader to do: the packages and flags of its `npm install` lines, and its examples.
 * @returns {{ packages: string[], flags: string[], examples: string[] }}
 */
export function readmeSteps(markdown) {
  const words = codeBlocks(markdown)
    .flatMap(({ code }) => code.split('\n'))
    .filter((line) => line.startsWith('npm install '))
    .flatMap((line) => line.split(' ').slice(2));
  const examples = codeBlocks(markdown).flatMap(({ mark }) => (mark?.kind === 'example' ? [mark.text] : []));
  const isFlag = (word) => word.startsWith('-');
  return {
    packages: [...new Set(words.filter((word) => !isFlag(word)))],
    // A project of its own is as good as a global place, and leaves this machine alone.
    flags: [...new Set(words.filter((word) => isFlag(word) && word !== '--global'))],
    examples: [...new Set(examples)],
  };
}

/** What is wrong with a tarball by publint and by are-the-types-wrong, as their reports. */
function lintTarball({ manifest }, tarball) {
  const bin = (name) => join(root, 'node_modules/.bin', name);
  const reports = [spawnSync(bin('publint'), ['run', tarball, '--strict'], { encoding: 'utf8' })];
  if (manifest.exports?.['.'] !== undefined) {
    reports.push(spawnSync(bin('attw'), [tarball, '--profile', 'esm-only', '--no-color'], { encoding: 'utf8' }));
  }
  return reports.filter(({ status }) => status !== 0).map(({ stdout, stderr }) => `${stdout}${stderr}`.trim());
}

/** What is wrong with a package that is installed alone. */
function checkAlone({ name, manifest }, project) {
  const modules = join(project, 'node_modules');
  const installed = installedPackages(modules);
  const problems = installed.filter((other) => TEACHER_RUNTIME.test(other)).map((other) => `pulls in ${other}`);
  if (name === '@m2v/core' && installed.length > 1) problems.push(`pulls in ${installed.join(', ')}`);
  const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'));
  for (const specifier of entries.map((entry) => name + entry.slice(1))) {
    for (const code of [
      `await import('${specifier}')`,
      `process.getBuiltinModule('module').createRequire(import.meta.url)('${specifier}')`,
    ]) {
      const source = `const names = Object.keys(${code}); if (names.length === 0) throw new Error('exports nothing')`;
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
        cwd: project,
        encoding: 'utf8',
      });
      if (status !== 0) problems.push(`${code}: ${stderr}`);
    }
  }
  return name === '@m2v/cli' ? [...problems, ...checkCli(project)] : problems;
}

/** What is wrong with a command line that has none of its optional packages. */
function checkCli(project) {
  const m2v = (...args) => spawnSync(join(project, 'node_modules/.bin/m2v'), args, { cwd: project, encoding: 'utf8' });
  const problems = [];
  const megabytes = sizeOf(join(project, 'node_modules')) / 1e6;
  console.log(`   ${megabytes.toFixed(1)} MB installed`);
  if (megabytes >= LARGEST_CLI_MB)
    problems.push(`${megabytes} MB are installed, the promise is under ${LARGEST_CLI_MB}`);
  const encoded = m2v('encode', 'hello');
  if (encoded.status !== 0 || JSON.parse(encoded.stdout).embedding.length !== 256)
    problems.push(`encode: ${encoded.stderr}`);
  const distilled = m2v('distill', '--output', 'my-model');
  const says = /^m2v: [^\n]*npm install [^\n]*@m2v\/teacher-minilm-l6[^\n]*\n$/;
  if (distilled.status !== 1 || !says.test(distilled.stderr)) {
    problems.push(`distill does not say in one line how to add what is missing: ${distilled.stderr}`);
  }
  return problems;
}

/** What is wrong with the README's examples, in a project where its install line was followed. */
function checkExamples(examples, project) {
  return examples.flatMap((example) => {
    const path = join(root, example);
    const cwd = mkdtempSync(join(project, 'run-'));
    const problems = example.endsWith('.ts') ? compile(path, cwd) : [];
    const { status, stdout, stderr } = runExample(path, cwd, project);
    if (status !== 0 || !expectedOutput(path).test(stdout)) problems.push(`${example}: ${stdout}${stderr}`);
    return problems;
  });
}

/** What the TypeScript compiler says of an example against the installed packages' types, declarations included. */
function compile(path, cwd) {
  const file = join(cwd, 'example.ts');
  writeFileSync(file, readFileSync(path));
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...[
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        'nodenext',
        '--lib',
        'es2023,dom,dom.asynciterable',
      ],
      ...['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node', file],
    ],
    { cwd, encoding: 'utf8' },
  );
  return status === 0 ? [] : [stdout];
}

function checkPackage(published, tarballs, scratch) {
  const { name, folder } = published;
  const project = (kind) => {
    const path = join(scratch, `${name.replace('/', '-')}-${kind}`);
    mkdirSync(path);
    return path;
  };
  const problems = lintTarball(published, tarballs.get(name));
  const alone = project('alone');
  installProject(alone, tarballs, [name]);
  problems.push(...checkAlone(published, alone));
  const { packages, flags, examples } = readmeSteps(readFileSync(join(root, folder, 'README.md'), 'utf8'));
  if (!packages.includes(name)) problems.push('its README does not say how to install it');
  if (examples.length === 0) problems.push('its README has no example');
  const reader = project('reader');
  installProject(reader, tarballs, packages, flags);
  return [...problems, ...checkExamples(examples, reader)];
}

function main(asked) {
  // A file of an earlier build would be packed too.
  for (const { folder } of publishedPackages(root).values())
    rmSync(join(root, folder, 'dist'), { recursive: true, force: true });
  execFileSync(join(root, 'node_modules/.bin/turbo'), ['run', 'build', '--output-logs=errors-only'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-packages-'));
  try {
    const tarballs = packAll(root, join(scratch, 'tarballs'));
    for (const published of publishedPackages(root).values()) {
      if (asked.length > 0 && !asked.includes(published.name)) continue;
      const problems = checkPackage(published, tarballs, scratch);
      console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${published.name}`);
      for (const problem of problems) console.log(problem);
      if (problems.length > 0) process.exitCode = 1;
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
