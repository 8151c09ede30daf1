import { afterEach, beforeEach, expect, vi } from 'vitest';

// A warning that a test does not ask for (by its own spy or onWarning) is a change in behaviour nobody looked at.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation((...args: unknown[]) => {
    expect.fail(`unexpected warning: ${args.join(' ')}`);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
