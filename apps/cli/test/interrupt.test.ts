import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fixture } from '@m2v/fixtures';
import { describe, expect, it } from 'vitest';
import { M2V } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const MODEL = fixture('models/float32/model');

/** Waits until the folder holds as many entries. */
async function untilEntries(count: number): Promise<void> {
  while (readdirSync(folder.path).length < count) await setTimeout(10);
}

/** Sends Ctrl-C some time into a run; how the run ended. */
async function interrupted(args: string[], milliseconds: number): Promise<{ code: number | null; last?: string }> {
  const child = spawn(process.execPath, [M2V, ...args], { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  await setTimeout(milliseconds);
  child.kill('SIGINT');
  const [code, signal] = await once(child, 'close');
  // On a busy machine the command may not even have begun to listen: then it is asked later.
  if (signal === 'SIGINT') return await interrupted(args, 2 * milliseconds);
  return { code, last: stderr.trimEnd().split('\n').at(-1) };
}

describe('Ctrl-C', () => {
  it.each(['npy', 'jsonl'])('in the middle of %s leaves no half-written file', async (format) => {
    const args = ['encode', '--model', MODEL, '--output', join(folder.path, 'out'), '--format', format];
    const child = spawn(process.execPath, [M2V, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    // More texts than a batch, and no end: it has written some and waits for more.
    child.stdin.write('hello world\n'.repeat(1000));
    await untilEntries(1);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'm2v: interrupted\n' });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  // While the teacher loads, and while it computes: many times as much lies ahead.
  it.each([500, 1500])('%i ms into a distillation leaves no model', async (milliseconds) => {
    const args = ['distill', '--output', join(folder.path, 'model')];
    expect(await interrupted(args, milliseconds)).toEqual({ code: 130, last: 'm2v: interrupted' });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('in a training run leaves no classifier', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `the river and song ${i},${i % 3}`);
    writeFileSync(join(folder.path, 'train.csv'), `text,label\n${rows.join('\n')}\n`);
    const endless = ['--max-epochs', 'none', '--early-stopping-patience', 'none', '--max-length', '8'];
    const args = ['train', '--model', MODEL, '--train', 'train.csv', '--output', 'classifier', ...endless];
    expect(await interrupted(args, 1500)).toEqual({ code: 130, last: 'm2v: interrupted' });
    expect(readdirSync(folder.path)).toEqual(['train.csv']);
  });
});

describe('a closed pipe', () => {
  it.each(['encode', 'tokenize'])('ends %s quietly', async (command) => {
    const input = join(folder.path, 'texts.txt');
    writeFileSync(input, 'hello world\n'.repeat(50_000));
    const child = spawn(process.execPath, [M2V, command, '--model', MODEL, '--input', input]);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
