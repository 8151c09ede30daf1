import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { packagesOf, USE_THIS } from '../examples/use-this.js';
import { VIEWS } from '../state/route.js';
import { UseThisPanel } from '../widgets/use-this.js';

describe.each(VIEWS)('%s', (view) => {
  test('shows what to install, the code and the command', () => {
    const { packages, command } = USE_THIS[view];
    expect(packages.length).toBeGreaterThan(1);
    expect(command).toMatch(/^m2v \w+/);
    const html = render(<UseThisPanel use={USE_THIS[view]} />);
    expect(html).toContain(`npm install ${packages.join(' ')}`);
  });
});

test('what is imported is what is installed', () => {
  expect(
    packagesOf("import { a } from '@m2v/core';\nimport b from 'node:fs';\nimport { c } from '@m2v/core/kit';"),
  ).toEqual(['@m2v/core']);
});
