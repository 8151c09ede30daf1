import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { installProject } from '../scripts/packages.mjs';

const here = import.meta.dirname;

/**
 * A copy of a consumer outside the repository, the packages installed in it from their tarballs.
 * @param {string} name its folder here
 * @param {string[]} tools what it builds with, as npm names it
 * @returns {string} the copy's folder
 */
export function createConsumer(name, tools = []) {
  const project = join(inject('scratch'), name);
  mkdirSync(project);
  cpSync(join(here, name), project, { recursive: true });
  cpSync(join(here, 'job.js'), join(project, 'job.js'));
  const packages = ['@m2v/core', '@m2v/model-potion-base-8m', ...tools];
  installProject(project, new Map(inject('tarballs')), packages);
  return project;
}

/** Runs a command in a consumer's folder and gives what it prints. */
export function runIn(project, command, ...args) {
  return execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
