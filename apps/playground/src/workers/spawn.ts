import { type CalledWorker, callWorker, linkWebWorker, type WorkerApi } from '@m2v/core/kit';

/**
 * Starts a worker from its script's URL. By way of a blob:, since such a worker inherits the page's content security
 * policy, while one from a URL has only what its own response's headers say: none, on a plain file server.
 */
export function spawn<Api extends WorkerApi<Api>>(script: string): CalledWorker<Api> {
  const starter = new Blob([`import ${JSON.stringify(new URL(script, document.baseURI).href)};`], {
    type: 'text/javascript',
  });
  const url = URL.createObjectURL(starter);
  const worker = new Worker(url, { type: 'module' });
  // Not at once: some browsers read the address only when the worker starts.
  const forget = () => URL.revokeObjectURL(url);
  worker.addEventListener('message', forget, { once: true });
  worker.addEventListener('error', forget, { once: true });
  return callWorker<Api>(linkWebWorker(worker));
}
