import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildKernels } from './build-kernels.mjs';

let root;
let folder;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'm2v-kernels-'));
  folder = join(root, 'packages/core/src/kernels/twice');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'packages/without-kernels'));
});
afterEach(() => rmSync(root, { recursive: true }));

function bytesOf(source) {
  return Buffer.from(source.match(/'(.*)'/)[1], 'base64');
}

test('every committed kernel is what its source compiles to', async () => {
  const kernels = await buildKernels(fileURLToPath(new URL('..', import.meta.url)));
  expect(kernels.length).toBeGreaterThan(0);
  for (const { folder, committed, built } of kernels) expect(committed, folder).toBe(built);
});

test('a kernel runs on the memory that it is given, and is told from one of another source', async () => {
  const source = 'export function twice(at: usize): void { store<u32>(at, load<u32>(at) * 2); }\n';
  writeFileSync(join(folder, 'simd.as.ts'), source);
  const [first] = await buildKernels(root);
  expect(first.committed).toBeUndefined();
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
  const { instance } = await WebAssembly.instantiate(bytesOf(first.built), { env: { memory } });
  new Uint32Array(memory.buffer)[2] = 21;
  instance.exports.twice(8);
  expect(new Uint32Array(memory.buffer)[2]).toBe(42);

  writeFileSync(join(folder, 'simd.wasm.ts'), first.built);
  writeFileSync(join(folder, 'simd.as.ts'), source.replace('* 2', '* 3'));
  const [second] = await buildKernels(root);
  expect(second.committed).toBe(first.built);
  expect(second.built).not.toBe(first.built);
});

test('a source that does not compile is named', async () => {
  writeFileSync(join(folder, 'simd.as.ts'), 'export function twice(): u32 { return nothing; }\n');
  await expect(buildKernels(root)).rejects.toThrow(/kernels.twice: .*nothing/s);
});
