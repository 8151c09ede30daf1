// Started as a worker thread by call-worker.test.ts. It runs the build, since Node runs no TypeScript.
import { serveWorker, Transferred } from '../../dist/kit.js';

serveWorker({
  add: async ({ a, b }) => a + b,
  fill: async ({ length, value }) => {
    const data = new Float32Array(length).fill(value);
    return new Transferred(data, [data.buffer]);
  },
  hang: () => new Promise(() => {}),
  exit: async (code) => process.exit(code),
  throwOutside: (message) => {
    setTimeout(() => {
      throw new Error(message);
    });
    return new Promise(() => {});
  },
});
