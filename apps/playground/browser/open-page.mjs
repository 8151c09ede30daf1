import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../scripts/chromium.mjs';
import { serveSite } from './serve-site.mjs';

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const NO_GPU = ['--disable-gpu'];
const SOFTWARE_GPU = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
];
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/**
 * The built page, served from a sub-path, in a browser of its own.
 * @param {{ headers?: Record<string, string>, softwareGpu?: boolean }} options headers of every answer; whether there is WebGPU, in software
 */
export async function startSite({ headers = {}, softwareGpu = false } = {}) {
  if (!existsSync(dist)) throw new Error('the playground is not built: run `npm run build` first');
  // Before anything is started that would have to be stopped.
  const executablePath = chromiumPath();
  const site = await serveSite(dist, { prefix: '/some/where/', headers });
  const browser = await chromium.launch({
    executablePath,
    args: [...FLAGS, ...(softwareGpu ? SOFTWARE_GPU : NO_GPU)],
  });

  /**
   * Opens a view in a context of its own, once `prepare` is done with that; `complaints` and `elsewhere` gather errors and
   * requests to other origins.
   */
  async function open(hash = '', { prepare, ...options } = {}) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: 'block',
      ...options,
    });
    const complaints = [];
    const elsewhere = [];
    context.on('weberror', (error) => complaints.push(error.error().message));
    context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    // Every other origin is blocked, and what was asked of it remembered.
    await context.route(
      (url) => /^https?:$/.test(url.protocol) && url.origin !== new URL(site.address).origin,
      (route) => {
        elsewhere.push(route.request().url());
        return route.abort();
      },
    );
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(site.address + hash);
    return { page, context, complaints, elsewhere };
  }

  return {
    ...site,
    version: browser.version(),
    open,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** Waits until the header names the model. */
export async function modelReady(page, name = 'potion-base-8M') {
  await page
    .locator('.model summary', { hasText: `${name}` })
    .filter({ hasText: 'dims' })
    .waitFor({ timeout: 30_000 });
}
