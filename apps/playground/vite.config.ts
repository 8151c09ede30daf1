import { defaultClientConditions, defineConfig } from 'vite';

/** Some file servers send .mjs as bytes, which browsers then do not run. */
function assetFileNames({ names }: { names: string[] }): string {
  return names.some((name) => name.endsWith('.mjs')) ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]';
}

export default defineConfig({
  // Relative, so that the folder can be served from anywhere.
  base: './',
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es', rolldownOptions: { output: { assetFileNames } } },
  build: {
    target: 'es2022',
    // A file as a data: URL could not be fetched: the page connects to its own server and the hub alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The teacher and onnxruntime are large, and loaded only when asked for.
    chunkSizeWarningLimit: 1024,
  },
});
