import { afterEach, describe, expect, it, vi } from 'vitest';
import { wasm } from './cross-product/simd.wasm.js';
import { instantiateKernel } from './instantiate-kernel.js';

describe('instantiateKernel', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives the function and zeroed memory of at least the size asked for', () => {
    const kernel = instantiateKernel(wasm, 70_000);
    expect(kernel?.functions.crossProduct).toBeTypeOf('function');
    expect(kernel?.buffer.byteLength).toBe(2 * 65_536);
    expect(new Uint8Array(kernel?.buffer ?? new ArrayBuffer(0)).every((byte) => byte === 0)).toBe(true);
  });

  it('gives kernels memories of their own', () => {
    const [one, other] = [1, 2].map(() => instantiateKernel(wasm, 8));
    expect(one?.buffer).not.toBe(other?.buffer);
  });

  it('answers undefined where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(instantiateKernel(wasm, 8)).toBeUndefined();
  });

  it('answers undefined where there is no SIMD', () => {
    vi.stubGlobal('WebAssembly', { ...webAssembly(), validate: () => false });
    expect(instantiateKernel(wasm, 8)).toBeUndefined();
  });

  it('answers undefined where a content security policy forbids compiling', () => {
    class Module {
      constructor() {
        throw new WebAssembly.CompileError("violates the Content Security Policy directive 'script-src'");
      }
    }
    vi.stubGlobal('WebAssembly', { ...webAssembly(), Module });
    expect(instantiateKernel(wasm, 8)).toBeUndefined();
  });

  it('answers undefined where memory of that size cannot be had', () => {
    expect(instantiateKernel(wasm, 2 ** 33)).toBeUndefined();
  });

  // The members of the namespace are not enumerable.
  function webAssembly() {
    const { validate, Module, Instance, Memory, CompileError } = WebAssembly;
    return { validate, Module, Instance, Memory, CompileError };
  }
});
