import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { InputError, M2vError, SourceError, UnsupportedError } from '../errors.js';
import type { Progress } from '../progress.js';
import { type CalledWorker, callWorker } from './call-worker.js';
import { linkThread } from './link-thread.js';
import { type CallContext, serveWorker } from './serve-worker.js';
import { Transferred } from './transferred.js';
import type { WorkerLink, WorkerPort } from './worker-link.js';

const api = {
  double: async (numbers: number[]) => numbers.map((n) => n * 2),
  sum: (floats: Float32Array) => floats.reduce((total, value) => total + value, 0),
  zeros: async (length: number) => {
    const data = new Float32Array(length);
    return new Transferred({ data, length }, [data.buffer]);
  },
  count: async (to: number, { onProgress }: CallContext) => {
    for (let done = 1; done <= to; done++) onProgress({ stage: 'count', done, total: to, unit: 'files' });
    return to;
  },
  refuse: async (_input: null): Promise<never> => {
    throw new UnsupportedError('unsupported-pooling', { where: 'teacher', what: 'has no pooler' });
  },
  crash: async (_input: null): Promise<never> => {
    throw new RangeError('out of bounds');
  },
  uncloneable: async (_input: null) => () => 1,
  untilAborted: (_input: null, { signal, onProgress }: CallContext) =>
    new Promise<string>((resolve) => {
      onProgress({ stage: 'started', done: 0, unit: 'files' });
      signal.addEventListener('abort', () => resolve('too late'));
    }),
};
type Api = typeof api;

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A worker in this thread, over a real message channel. */
function inProcess(): CalledWorker<Api> & { near: MessagePort; received: unknown[] } {
  const { port1, port2 } = new MessageChannel();
  const end = (port: MessagePort): WorkerPort => ({
    post: (message, transfer) => port.postMessage(message, transfer),
    onMessage: (listener) => port.on('message', listener),
  });
  serveWorker(api, end(port2));
  const received: unknown[] = [];
  port1.on('message', (message) => received.push(message));
  const link: WorkerLink = {
    ...end(port1),
    onFailure: () => {},
    keepAlive: () => {},
    terminate: async () => port1.close(),
  };
  open.push(() => port1.close());
  return Object.assign(callWorker<Api>(link), { near: port1, received });
}

/** Until the worker has answered everything sent before. */
const settled = (worker: CalledWorker<Api>) => worker.call('double', []);

describe('callWorker', () => {
  it('gives answers to the calls they belong to, whatever their order', async () => {
    const worker = inProcess();
    const answers = await Promise.all([1, 2, 3].map((n) => worker.call('double', [n])));
    expect(answers).toEqual([[2], [4], [6]]);
    expect(worker.pending).toBe(0);
  });

  it('types inputs and answers by the functions of the worker', async () => {
    const worker = inProcess();
    expectTypeOf(worker.call<'double'>).returns.resolves.toEqualTypeOf<number[]>();
    expectTypeOf(worker.call<'zeros'>).returns.resolves.toEqualTypeOf<{
      data: Float32Array<ArrayBuffer>;
      length: number;
    }>();
    expectTypeOf(worker.call<'sum'>)
      .parameter(1)
      .toEqualTypeOf<Float32Array>();
    // @ts-expect-error -- a text is no list of numbers
    await expect(worker.call('double', 'four')).rejects.toThrow('numbers.map');
  });

  it('moves the buffers it is told to move, both ways', async () => {
    const worker = inProcess();
    const floats = Float32Array.of(1, 2, 3);
    expect(await worker.call('sum', floats, { transfer: [floats.buffer] })).toBe(6);
    expect(floats.byteLength).toBe(0);
    expect((await worker.call('zeros', 4)).data).toEqual(new Float32Array(4));
  });

  it('passes progress on, in order', async () => {
    const seen: Progress[] = [];
    await inProcess().call('count', 3, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done, total }) => [done, total])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('keeps the brand and the code of an error', async () => {
    const error = await inProcess()
      .call('refuse', null)
      .catch((e: unknown) => e);
    expect(UnsupportedError.is(error)).toBe(true);
    expect(error).toMatchObject({ code: 'unsupported-pooling', message: 'teacher: has no pooler' });
  });

  it('keeps the message of a foreign error', async () => {
    const error = await inProcess()
      .call('crash', null)
      .catch((e: unknown) => e);
    expect(M2vError.is(error)).toBe(false);
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of bounds' });
  });

  it('rejects an answer and an input that cannot be cloned', async () => {
    const worker = inProcess();
    await expect(worker.call('uncloneable', null)).rejects.toThrow('could not be cloned');
    const uncloneable: number[] = Object.assign([1], { toString: () => 'x' });
    const error = await worker.call('double', uncloneable).catch((e: unknown) => e);
    expect(InputError.is(error)).toBe(true);
    expect(worker.pending).toBe(0);
  });

  it('rejects at once with the reason of the signal, tells the worker, and drops the late answer', async () => {
    const worker = inProcess();
    const controller = new AbortController();
    const reason = new Error('enough');
    const call = worker.call('untilAborted', null, {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(call).rejects.toBe(reason);
    expect(worker.pending).toBe(0);
    await settled(worker);
    expect(worker.received).toContainEqual(expect.objectContaining({ kind: 'value', value: 'too late' }));
  });

  it('sends nothing where the signal is aborted already', async () => {
    const worker = inProcess();
    const sent = vi.spyOn(worker.near, 'postMessage');
    const call = worker.call('double', [1], { signal: AbortSignal.abort(new Error('before')) });
    await expect(call).rejects.toThrow('before');
    expect(sent).not.toHaveBeenCalled();
  });

  it('rejects with what the onProgress of the caller throws', async () => {
    const worker = inProcess();
    const call = worker.call('untilAborted', null, {
      onProgress: () => {
        throw new Error('mine');
      },
    });
    await expect(call).rejects.toThrow('mine');
    expect(worker.pending).toBe(0);
  });

  it('refuses a function that the worker lacks', async () => {
    const { port1, port2 } = new MessageChannel();
    open.push(() => port1.close());
    serveWorker(
      {},
      { post: (message) => port2.postMessage(message), onMessage: (listener) => port2.on('message', listener) },
    );
    const worker = callWorker<Api>({
      post: (message) => port1.postMessage(message),
      onMessage: (listener) => port1.on('message', listener),
      onFailure: () => {},
      keepAlive: () => {},
      terminate: async () => {},
    });
    await expect(worker.call('double', [1])).rejects.toThrow('the worker has no such function, got "double"');
  });
});

describe('keepAlive', () => {
  it('holds the process only while an answer is awaited', async () => {
    const held: boolean[] = [];
    let answer: (message: unknown) => void = () => {};
    const worker = callWorker<Api>({
      post: () => {},
      onMessage: (listener) => {
        answer = listener;
      },
      onFailure: () => {},
      keepAlive: (on) => held.push(on),
      terminate: async () => {},
    });
    const first = worker.call('double', [1]);
    const second = worker.call('double', [2]);
    answer({ kind: 'value', id: 1, value: [2] });
    expect([await first, held]).toEqual([[2], [true, true]]);
    answer({ kind: 'value', id: 2, value: [4] });
    expect([await second, held]).toEqual([[4], [true, true, false]]);
  });
});

describe('callWorker over a worker thread', () => {
  type ThreadApi = {
    add(input: { a: number; b: number }): Promise<number>;
    fill(input: { length: number; value: number }): Promise<Transferred<Float32Array>>;
    hang(input: null): Promise<never>;
    exit(input: number): Promise<never>;
    throwOutside(input: string): Promise<never>;
  };
  const start = (file: string) => {
    // Without the test runner's conditions, which lead to sources.
    const thread = new Worker(new URL(file, import.meta.url), { stderr: true, execArgv: [] });
    open.push(() => void thread.terminate());
    return callWorker<ThreadApi>(linkThread(thread));
  };

  it('calls, and moves an answer', async () => {
    const worker = start('./call-worker.fixture.mjs');
    expect(await worker.call('add', { a: 2, b: 3 })).toBe(5);
    expect(await worker.call('fill', { length: 3, value: 7 })).toEqual(Float32Array.of(7, 7, 7));
  });

  it.each([
    ['ends', 'exit', 3, 'a worker stopped: its thread ended with code 3'],
    ['throws outside of a call', 'throwOutside', 'ouch', 'a worker stopped: ouch'],
  ] as const)('rejects all pending and all later calls when the worker %s', async (_, name, input, message) => {
    const worker = start('./call-worker.fixture.mjs');
    const pending = [worker.call('hang', null), worker.call('hang', null), worker.call(name, input)];
    for (const result of await Promise.allSettled(pending)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'worker-failed', message } });
    }
    const later = await worker.call('add', { a: 1, b: 1 }).catch((e: unknown) => e);
    expect(SourceError.is(later)).toBe(true);
  });

  it('says that the worker could not be loaded', async () => {
    const worker = start('./no-such-worker.mjs');
    await expect(worker.call('hang', null)).rejects.toMatchObject({
      code: 'worker-failed',
      message: expect.stringContaining('Cannot find module'),
    });
  });

  it('rejects pending calls on terminate, and later ones', async () => {
    const worker = start('./call-worker.fixture.mjs');
    const pending = expect(worker.call('hang', null)).rejects.toMatchObject({ code: 'worker-failed' });
    await worker.terminate();
    await pending;
    await expect(worker.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'worker-failed' });
  });
});
