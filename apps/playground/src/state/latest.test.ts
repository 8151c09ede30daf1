import { expect, test } from 'vitest';
import { latest } from './latest.js';

test('of overlapping calls the newest answer counts, in whatever order they come', async () => {
  const answers: string[] = [];
  const finish = new Map<string, (answer: string) => void>();
  const aborted: string[] = [];
  const call = latest(
    (input: string, signal) => {
      signal.addEventListener('abort', () => aborted.push(input));
      return new Promise<string>((resolve) => finish.set(input, resolve));
    },
    (answer) => answers.push(answer),
    () => {},
  );
  const calls = [call('a'), call('b')];
  finish.get('b')?.('B');
  finish.get('a')?.('A');
  await Promise.all(calls);
  expect(answers).toEqual(['B']);
  expect(aborted).toEqual(['a']);
});

test('only the newest error is told', async () => {
  const errors: string[] = [];
  const call = latest(
    (input: string) => Promise.reject(new Error(input)),
    () => {},
    (message) => errors.push(message),
  );
  await Promise.all([call('a'), call('b')]);
  expect(errors).toEqual(['b']);
});

test('what is let go of tells nothing, neither its late answer nor its error', async () => {
  const told: string[] = [];
  const finish = { resolve: (_: string) => {}, reject: (_: Error) => {} };
  const call = latest(
    (_: string) => new Promise<string>((resolve, reject) => Object.assign(finish, { resolve, reject })),
    (answer) => told.push(answer),
    (message) => told.push(message),
  );
  const answered = call('a');
  call.cancel();
  finish.resolve('late');
  await answered;
  const failed = call('b');
  call.cancel();
  finish.reject(new Error('late'));
  await failed;
  expect(told).toEqual([]);
});
