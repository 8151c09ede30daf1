import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '@m2v/fixtures';
import { describe, expect, it } from 'vitest';
import { m2v, type Run } from './m2v.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

/** Runs `m2v` as if a package were not installed. */
function without(missing: string, args: string[]): Promise<Run> {
  const hooks = `export async function resolve(specifier, context, next) {
    if (specifier !== ${JSON.stringify(missing)}) return next(specifier, context);
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
  const setUp = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hooks))});`;
  return m2v(args, { env: { NODE_OPTIONS: `--import=${dataUrl(setUp)}` } });
}

function dataUrl(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}

describe('m2v distill, installed without its optional peers', () => {
  it.each([
    ['@m2v/teacher-minilm-l6', [], 'npm install @m2v/teacher-minilm-l6 @huggingface/transformers'],
    ['@huggingface/transformers', [fixture('teachers/tiny-bert')], 'npm install @huggingface/transformers'],
  ])('says the one command that adds %s', async (missing, args, command) => {
    const run = await without(missing, ['distill', ...args, '--output', join(folder.path, 'model')]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/^m2v: [^\n]+\n$/);
    expect(run.stderr).toContain(`run: ${command}`);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('encodes all the same', async () => {
    const run = await without('@huggingface/transformers', ['encode', 'hello']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });
});
