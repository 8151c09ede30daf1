import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Some file servers send .mjs as bytes, which browsers then do not run. */
function assetFileNames({ names }: { names: string[] }): string {
  return names.some((name) => name.endsWith('.mjs')) ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]';
}

/** While developing Vite puts styles into the page itself, which the page's policy forbids. */
const inlineStylesInDevelopment: Plugin = {
  name: 'inline-styles-in-development',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
};

/** transformers.js names a CDN as onnxruntime's default place; the page gives its own, and is to name no other. */
const withoutCdn: Plugin = {
  name: 'without-cdn',
  transform(code, id) {
    if (!id.includes('transformers')) return;
    return code.replace(/https:\/\/cdn\.jsdelivr\.net\/npm\/onnxruntime-web@\$\{[^}]+\}\/dist\//g, './');
  },
};

export default defineConfig({
  // Relative, so that the folder can be served from anywhere.
  base: './',
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es', plugins: () => [withoutCdn], rolldownOptions: { output: { assetFileNames } } },
  plugins: [
    inlineStylesInDevelopment,
    VitePWA({
      // By `registerServiceWorker`: the content security policy allows no script within the page.
      injectRegister: false,
      manifest: {
        name: 'm2v playground',
        short_name: 'm2v',
        description: 'Static embedding models in a browser tab',
        start_url: './',
        display: 'standalone',
        background_color: '#fcfcfa',
        theme_color: '#3b5bdb',
        icons: [{ src: './icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        inlineWorkboxRuntime: true,
        // The first visit is kept as well; a new version waits until the last tab of the old one is closed.
        clientsClaim: true,
        skipWaiting: false,
        globPatterns: ['**/*.{html,js,css,svg,json,csv,md,safetensors}'],
        // The embedded model.
        maximumFileSizeToCacheInBytes: 16 * 2 ** 20,
        // The teacher and onnxruntime, 37 MB, are kept once somebody has distilled.
        runtimeCaching: [
          {
            urlPattern: /\.(?:onnx|wasm)$/,
            handler: 'CacheFirst',
            // A teacher and two runtimes; those of versions before this one go.
            options: { cacheName: 'teacher', expiration: { maxEntries: 3, purgeOnQuotaError: true } },
          },
        ],
      },
    }),
  ],
  build: {
    target: 'es2022',
    // A file as a data: URL could not be fetched: the page connects to its own server and the hub alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The teacher and onnxruntime are large, and loaded only when asked for.
    chunkSizeWarningLimit: 1024,
  },
});
