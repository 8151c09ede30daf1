import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { chromiumPath } from './chromium.mjs';

test('Chromium is found on the PATH, or where M2V_CHROMIUM says; else the error says how to install it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'm2v-chromium-'));
  try {
    const PATH = ['/nowhere', folder].join(delimiter);
    expect(() => chromiumPath({ PATH })).toThrow('apt-get install chromium');
    const browser = join(folder, 'chromium');
    writeFileSync(browser, '');
    expect(() => chromiumPath({ PATH })).toThrow('apt-get install chromium');
    rmSync(browser);
    writeFileSync(browser, '', { mode: 0o755 });
    expect(chromiumPath({ PATH })).toBe(browser);
    expect(chromiumPath({ M2V_CHROMIUM: browser })).toBe(browser);
    expect(() => chromiumPath({ PATH, M2V_CHROMIUM: '/nowhere/else' })).toThrow('M2V_CHROMIUM');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
