import { expect, test } from 'vitest';
import { eventually } from '../state/eventually.fixture.js';
import { createDrawQueue } from './draw-queue.js';

test('a drawing waits for the one before, and of those that wait the newest alone is drawn', async () => {
  const drawn: string[] = [];
  let finish = () => {};
  const queue = createDrawQueue(() => {});
  queue(() => {
    drawn.push('first');
    return new Promise((resolve) => (finish = resolve));
  });
  await eventually(() => expect(drawn).toEqual(['first']));
  for (const name of ['second', 'third']) queue(async () => void drawn.push(name));
  expect(drawn).toEqual(['first']);
  finish();
  await eventually(() => expect(drawn).toEqual(['first', 'third']));
});

test('one that fails is told, and the next is drawn all the same', async () => {
  const errors: unknown[] = [];
  let isDrawn = false;
  const queue = createDrawQueue((error) => errors.push(error));
  queue(() => Promise.reject(new Error('refused')));
  await eventually(() => expect(errors).toEqual([new Error('refused')]));
  queue(async () => {
    isDrawn = true;
  });
  await eventually(() => expect(isDrawn).toBe(true));
});
