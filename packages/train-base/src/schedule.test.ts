import { describe, expect, test } from 'vitest';
import { automaticBatchSize, createEarlyStopping, createPlateauSchedule, validationInterval } from './schedule.js';

test.each([
  [10, 32],
  [1919, 32],
  [1920, 64],
  [15_360, 512],
  [1_000_000, 512],
])('%i rows train in batches of %i', (rows, wanted) => {
  expect(automaticBatchSize(rows)).toBe(wanted);
});

test.each([
  [undefined, 8000, 32, undefined],
  [undefined, 8032, 32, 250],
  [undefined, 64_000, 32, 500],
  [7, 8000, 32, 7],
])('validation: asked %s, of %i rows in batches of %i, comes every %s steps', (asked, rows, batchSize, wanted) => {
  expect(validationInterval(asked, rows, batchSize)).toBe(wanted);
});

test('the rate is halved when the loss has not fallen by 3 % for more than three epochs, down to 1e-6', () => {
  const schedule = createPlateauSchedule(1e-3);
  for (const loss of [1, 0.98, 0.975, 0.99]) schedule.step(loss);
  expect(schedule.rate).toBe(1e-3);
  schedule.step(0.98);
  expect(schedule.rate).toBe(5e-4);
  schedule.step(undefined);
  schedule.step(0.5);
  for (let i = 0; i < 100; i++) schedule.step(0.5);
  expect(schedule.rate).toBeCloseTo(1e-6, 12);
});

describe('early stopping', () => {
  test('waits for a gain of more than 0.001', () => {
    const stop = createEarlyStopping('max', 2);
    expect([0.5, 0.5005, 0.502, 0.5025, 0.503].map(stop)).toEqual([false, false, false, false, true]);
  });

  test('takes NaN for no gain', () => {
    const stop = createEarlyStopping('min', 1);
    expect(stop(1)).toBe(false);
    expect(stop(Number.NaN)).toBe(true);
  });
});
