import { SourceError } from '@m2v/core';
import type { ExampleTable } from '../state/table.js';
import customers from './customers.csv?url';
import headlines from './headlines.csv?url';

export const HEADLINES: ExampleTable = fetched('headlines.csv', headlines);
export const CUSTOMERS: ExampleTable = fetched('customers.csv', customers);

/** @throws SourceError where the server does not send it, whose page of errors is no table */
export function fetched(name: string, url: string): ExampleTable {
  return {
    name,
    async load(signal) {
      const response = await fetch(url, { signal }).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw unsent(name, 'the server cannot be reached', cause);
      });
      if (!response.ok) throw unsent(name, `the server answered ${response.status}`);
      return { file: await response.blob(), name };
    },
  };
}

function unsent(where: string, what: string, cause?: unknown): SourceError {
  return new SourceError('network', { where, what, todo: 'try again, or choose a file of your own', cause });
}
