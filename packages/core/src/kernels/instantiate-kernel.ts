/** A kernel's functions and the memory that they work on: their arguments are byte offsets there, and sizes. */
export interface Kernel {
  buffer: ArrayBuffer;
  functions: Record<string, (...args: number[]) => void>;
}

const PAGE_BYTES = 65_536;
// What `scripts/build-kernels.mjs` declares for every kernel: all that 32-bit addresses reach.
const MAX_PAGES = 65_536;

/**
 * The WebAssembly functions in a kernel's bytes, with `memoryBytes` of zeroed memory of their own. Undefined
 * where the runtime has no WebAssembly, no SIMD, no such memory, or a content security policy that forbids compiling:
 * the kernel's plain twin then does the work. This is the one place that finds out.
 */
export function instantiateKernel(base64: string, memoryBytes: number): Kernel | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes / PAGE_BYTES), maximum: MAX_PAGES });
    // Synchronous, as browsers allow on any thread for modules as small as ours (under 4 KiB).
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    // Our kernels export nothing but such functions; they are called too often to be wrapped.
    return { buffer: memory.buffer, functions: exports as Kernel['functions'] };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return undefined;
    throw error;
  }
}
