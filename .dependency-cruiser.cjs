// The arrows between packages, held by `npm run check:boundaries`. Build first: siblings resolve to their dist.

/** What each package's own code may import of the others; the apps may import all of them. */
const MAY_USE = {
  core: [],
  inference: ['core'],
  distill: ['core', 'inference'],
  pipeline: ['core'],
  'train-base': ['core', 'pipeline'],
  'train-classifier': ['core', 'pipeline', 'train-base'],
  dataset: ['core'],
  'model-potion-base-8m': [],
  'teacher-minilm-l6': [],
  fixtures: [],
};

// A test may read the goldens and the embedded models, whatever its package may use.
const FOR_TESTS = ['fixtures', 'model-potion-base-8m', 'teacher-minilm-l6'];

const TEST = '[.]test[.]tsx?$';
const NODE_ONLY = '^packages/[^/]+/src/(platform/node([.]ts$|/)|test([.]ts$|/))';
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];

const towers = Object.entries(MAY_USE).flatMap(([name, used]) => [
  {
    name: `arrows-of-${name}`,
    comment: `@m2v/${name} may use ${used.length === 0 ? 'no other package' : used.map((other) => `@m2v/${other}`).join(', ')}`,
    severity: 'error',
    from: { path: `^packages/${name}/`, pathNot: TEST },
    to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...used].join('|')})/` },
  },
  {
    name: `arrows-of-the-tests-of-${name}`,
    comment: `a test of @m2v/${name} may use what the package may, and ${FOR_TESTS.map((other) => `@m2v/${other}`).join(', ')}`,
    severity: 'error',
    from: { path: `^packages/${name}/.*${TEST}` },
    to: { path: '^(packages|apps)/', pathNot: `^packages/(${[name, ...used, ...FOR_TESTS].join('|')})/` },
  },
]);

module.exports = {
  forbidden: [
    ...towers,
    {
      name: 'unknown-package',
      comment: 'a new package enters the table of arrows first',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(${Object.keys(MAY_USE).join('|')})/` },
      to: {},
    },
    {
      name: 'no-sources-of-another-package',
      comment: 'a package is used through its entries',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      // The fixtures have no build: their entries are sources.
      to: { path: '^(packages|apps)/[^/]+/src/', pathNot: ['^$1/$2/src/', '^packages/fixtures/src/'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      // An import of a package that package.json does not declare shows only as this.
      name: 'unresolvable',
      severity: 'error',
      from: {},
      // What Vite gives the URL of, or the text, is no module.
      to: { couldNotResolve: true, pathNot: '[?](url|raw)$' },
    },
    {
      name: 'core-stands-alone',
      comment: '@m2v/core has no dependency at run time',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: TEST },
      to: { dependencyTypes: NPM },
    },
    {
      name: 'transformers-behind-the-teacher',
      comment: 'whoever does not load a teacher never meets transformers.js',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '^packages/inference/src/(teacher|teacher-worker)([.]ts$|/)' },
      to: { path: '/@huggingface/transformers/' },
    },
    {
      name: 'node-behind-the-platform',
      comment: 'bundlers never see a node: import: it stands behind #platform',
      severity: 'error',
      from: { path: '^packages/', pathNot: `${NODE_ONLY}|${TEST}|^packages/fixtures/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'state-without-a-view',
      comment: 'what the playground knows is not bound to how it is drawn',
      severity: 'error',
      from: { path: '^apps/playground/src/(state|workers)/', pathNot: TEST },
      to: { path: '/preact/|/@preact/signals/|^apps/playground/src/(views|widgets)/' },
    },
    {
      name: 'no-test-code-in-products',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: TEST },
      to: { path: TEST },
    },
  ],
  options: {
    // Examples are shown by the playground as text.
    doNotFollow: { path: 'node_modules|(^|/)dist/|^examples/' },
    exclude: { path: '[.](wasm|generated|as)[.]ts$' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'default', 'types'] },
  },
};
