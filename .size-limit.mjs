/** What is loaded only when it is used: all but the tokenizer, which every model needs. */
const LATER = {
  name: 'later',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !path.includes('word-piece') ? { path, external: true } : undefined,
    );
  },
};

/** Budgets of `npm run check:size`, as a page's bundle has them: minified and gzipped. */
export default [
  ['StaticModel with the WordPiece tokenizer', '{ StaticModel }', '25 kB'],
  ['cosineSimilarity', '{ cosineSimilarity }', '0.5 kB'],
].map(([name, imported, limit]) => ({
  name,
  limit,
  path: 'packages/core/dist/index.js',
  import: imported,
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, format: 'esm', plugins: [LATER], logLevel: 'error' }),
}));
