import messages from '../../../../examples/data/messages.csv?url';
import type { ExampleTable } from '../state/table.js';
import headlines from './headlines.csv?url';

const fetched = (name: string, url: string): ExampleTable => ({
  name,
  load: async () => ({ file: await (await fetch(url)).blob(), name }),
});

export const HEADLINES: ExampleTable = fetched('headlines.csv', headlines);
export const MESSAGES: ExampleTable = fetched('messages.csv', messages);
