// The smallest module there is: its magic number and its version.
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Whether WebAssembly may be compiled here: a content security policy without `wasm-unsafe-eval` forbids it. */
export function wasmAllowed(): boolean {
  try {
    return new WebAssembly.Module(EMPTY_MODULE) !== undefined;
  } catch {
    return false;
  }
}
