import { expect, test } from 'vitest';
import { createCurve } from './curve.js';

const step = (done: number, metrics: Record<string, number>) => ({ stage: 'train', done, unit: 'steps', metrics });

test('a validation is one point, though each later step repeats it', () => {
  const { add, curve } = createCurve();
  add({ stage: 'tokenize', done: 3, unit: 'texts' });
  add(step(1, { loss: 3 }));
  add(step(2, { loss: 2, validationLoss: 2.5, accuracy: 0.5 }));
  add(step(3, { loss: 1, validationLoss: 2.5, accuracy: 0.5 }));
  expect(curve()).toEqual({
    steps: [1, 2, 3],
    loss: [3, 2, 1],
    validation: [null, 2.5, null],
    accuracy: [null, 0.5, null],
  });
});

test('a long run keeps as many points as a chart can show, and all validations', () => {
  const { add, curve } = createCurve();
  for (let i = 1; i <= 50_000; i++) {
    add(step(i, { loss: 1 / i, ...(i > 999 ? { validationLoss: Math.floor(i / 1000), accuracy: 1 } : {}) }));
  }
  const { steps, validation } = curve();
  expect(steps.length).toBeLessThanOrEqual(1200);
  expect(validation.filter((value) => value !== null)).toHaveLength(50);
});
