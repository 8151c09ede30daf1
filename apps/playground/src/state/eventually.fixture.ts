import { vi } from 'vitest';

/** Waits until what a test expects holds, however busy the machine is. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000 });
}
