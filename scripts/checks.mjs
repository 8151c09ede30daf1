/**
 * Everything that CI runs, in its order: `npm run verify` and `.ci/run` read this list. The tests count one by one,
 * every other check as one passed or one failed.
 */
export const checks = [
  { name: 'tests', command: ['npm', 'test'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'typecheck', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'boundaries', command: ['npm', 'run', '--silent', 'check:boundaries'] },
  { name: 'length', command: ['npm', 'run', '--silent', 'check:length'] },
  { name: 'examples', command: ['npm', 'run', '--silent', 'check:examples'] },
  { name: 'unused', command: ['npm', 'run', '--silent', 'check:unused'] },
  { name: 'size', command: ['npm', 'run', '--silent', 'check:size'] },
  { name: 'release', command: ['npm', 'run', '--silent', 'release:check'] },
  { name: 'packages', command: ['npm', 'run', '--silent', 'check:packages'] },
  { name: 'consumers', command: ['npm', 'run', '--silent', 'test:consumers'] },
  { name: 'browser', command: ['npm', 'run', '--silent', 'test:browser'] },
];
