import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { debounced } from './debounced.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('of calls in a row the last one is made, when no more come', () => {
  const made: string[] = [];
  const call = debounced((input: string) => made.push(input), 300);
  for (const input of ['a', 'ab', 'abc']) {
    call(input);
    vi.advanceTimersByTime(200);
  }
  expect(made).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(made).toEqual(['abc']);
});

test('what waits can be made at once, and then no second time', () => {
  const made: string[] = [];
  const call = debounced((input: string) => made.push(input), 300);
  call('a');
  call.flush();
  call.flush();
  vi.runAllTimers();
  expect(made).toEqual(['a']);
});
