import { createRequire } from 'node:module';

/** The version of this package, out of its package.json beside the build. */
export const version: string = createRequire(import.meta.url)('../package.json').version;
