import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { m2v } from './m2v.js';

const COMMANDS = [
  'distill',
  'encode',
  'search',
  'similarity',
  'compare',
  'train',
  'predict',
  'evaluate',
  'explain',
  'inspect',
  'tokenize',
];

describe('help', () => {
  it('is printed where nothing is asked for, and names every command', async () => {
    const { code, stdout, stderr } = await m2v([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect((await m2v(['--help'])).stdout).toBe(stdout);
  });

  it.each(COMMANDS)('of %s has examples, and fits a terminal', async (command) => {
    const { code, stdout, stderr } = await m2v([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain(`  $ m2v ${command} `);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(82);
    expect((await m2v(['help', command])).stdout).toBe(stdout);
  });

  it('tells the version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await m2v(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
