import { afterEach, expect, test, vi } from 'vitest';
import { onnxFiles } from './onnx-files.js';

afterEach(() => vi.unstubAllGlobals());

const gpu = (adapter: unknown) => ({ gpu: { requestAdapter: async () => adapter } });

test.each<[string, unknown, 'auto' | 'cpu']>([
  ['a browser without WebGPU', {}, 'cpu'],
  ['one that has no adapter', gpu(null), 'cpu'],
  ['one that may not say', { gpu: { requestAdapter: () => Promise.reject(new Error('lost')) } }, 'cpu'],
  ['a card', gpu({ info: { isFallbackAdapter: false } }), 'auto'],
  ['a card in an older browser', gpu({}), 'auto'],
  ['a card in software', gpu({ info: { isFallbackAdapter: true } }), 'cpu'],
  ['the same in an older browser', gpu({ isFallbackAdapter: true }), 'cpu'],
])('%s', async (_, navigator, device) => {
  vi.stubGlobal('navigator', navigator);
  const { device: found, wasmPaths } = await onnxFiles();
  expect(found).toBe(device);
  expect(wasmPaths.wasm.includes('asyncify')).toBe(device === 'auto');
});
