import { defineConfig, type Options } from 'tsup';

/** The build of every package: ESM with declarations; platform files and workers stay entries of their own. */
export function library(entry: Record<string, string>, options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    clean: true,
    splitting: true,
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    external: ['#platform', /^node:/, /^@m2v\//],
    removeNodeProtocol: false,
    ...options,
  });
}
