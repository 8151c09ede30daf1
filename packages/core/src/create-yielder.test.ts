import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createYielder } from './create-yielder.js';

describe('createYielder', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets the event loop run once a slice of time is over, and not before', async () => {
    const pause = createYielder();
    await pause();
    expect(vi.getTimerCount()).toBe(0);

    vi.advanceTimersByTime(50);
    const paused = pause();
    expect(vi.getTimerCount()).toBe(1);
    await vi.runAllTimersAsync();
    await paused;

    await pause();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("throws the caller's own reason: at the start, between turns and after one", async () => {
    const reason = new Error('enough');
    expect(() => createYielder(AbortSignal.abort(reason))).toThrow(reason);

    const controller = new AbortController();
    const pause = createYielder(controller.signal);
    vi.advanceTimersByTime(50);
    const paused = pause();
    setTimeout(() => controller.abort(reason));
    const rejected = expect(paused).rejects.toBe(reason);
    vi.advanceTimersByTime(0);
    await vi.runAllTimersAsync();
    await rejected;
    await expect(pause()).rejects.toBe(reason);
  });
});
