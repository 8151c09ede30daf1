import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Runs a file of examples/ in a folder below a project that has installed what it imports.
 * @param {string} path the example, .ts or .sh
 * @param {string} cwd where it runs; the project's commands are on its PATH
 * @param {string} project
 * @returns {{ status: number | null, stdout: string, stderr: string }}
 */
export function runExample(path, cwd, project) {
  // Some examples read a file of data, which lies beside them.
  cpSync(join(dirname(path), 'data'), cwd, { recursive: true });
  const source = readFileSync(path, 'utf8');
  const PATH = join(project, 'node_modules/.bin') + delimiter + process.env.PATH;
  const run = (command, args) => spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, PATH } });
  if (path.endsWith('.sh')) return run('bash', ['-euo', 'pipefail', '-c', source]);
  const module = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(join(cwd, 'example.mjs'), ts.transpileModule(source, { compilerOptions: module }).outputText);
  return run(process.execPath, ['example.mjs']);
}

/** What an example should print, as a pattern: it stands beside it in NAME.out, and … is any text within a line. */
export function expectedOutput(path) {
  const text = readFileSync(`${path}.out`, 'utf8');
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*')}$`);
}
