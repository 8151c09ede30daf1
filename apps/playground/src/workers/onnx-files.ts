import gpuScript from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import script from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

const absolute = (url: string) => new URL(url, import.meta.url).href;

/** What computes here, and onnxruntime's files for it: those for WebGPU are twice as large, and fetched only where there is one. */
export async function onnxFiles(): Promise<{ device: 'auto' | 'cpu'; wasmPaths: { mjs: string; wasm: string } }> {
  return (await hasGpu())
    ? { device: 'auto', wasmPaths: { mjs: absolute(gpuScript), wasm: absolute(gpuWasm) } }
    : { device: 'cpu', wasmPaths: { mjs: absolute(script), wasm: absolute(wasm) } };
}

/** What of a WebGPU adapter tells software from a card; of two ages, and in the types of neither. */
interface GpuAdapter {
  info?: { isFallbackAdapter?: boolean };
  isFallbackAdapter?: boolean;
}

/** Whether there is a graphics card: one in software takes longer than WebAssembly. */
async function hasGpu(): Promise<boolean> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<GpuAdapter | null> } };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  if (adapter === undefined || adapter === null) return false;
  return !(adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false);
}
