import { signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import { distilApi } from '../workers/distil.js';
import { duplicatesApi } from '../workers/duplicates.js';
import { createEngine } from '../workers/engine.js';
import { createTrainer } from '../workers/train.js';
import { directCalls } from './direct-calls.fixture.js';
import { createPlayground } from './playground.js';
import { parseRoute } from './route.js';
import { viewHash } from './view-hash.js';

function started(hash: string) {
  const terminate = async () => {};
  const workers = {
    engine: directCalls(createEngine()),
    startDuplicates: () => ({ ...directCalls(duplicatesApi), terminate }),
    startTrainer: () => ({ ...directCalls(createTrainer()), terminate }),
    startDistiller: () => ({ ...directCalls(distilApi), terminate }),
  };
  return createPlayground(workers, signal(parseRoute(hash)));
}

test('a link brings its texts, and the address follows what is typed', () => {
  const playground = started('#/compare?text=a+cat&text=a+dog');
  expect(playground.compare.texts.value).toEqual(['a cat', 'a dog']);
  playground.compare.edit(1, 'a kitten');
  expect(viewHash(playground)).toBe('#/compare?text=a+cat&text=a+kitten');
});

test.each(['#/classify?text=my+parcel+is+late', '#/distil?words=kubernetes%0Anew+york', '#/search?q=bread', '#/map'])(
  '%s comes back as it is',
  (hash) => expect(viewHash(started(hash))).toBe(hash),
);

test('so does one that is opened later, and the way back keeps what it does not name', () => {
  const playground = started('');
  playground.route.value = parseRoute('#/search?q=bread');
  expect(playground.search.query.value).toBe('bread');
  playground.route.value = parseRoute('#/compare?text=x&text=y');
  expect(playground.compare.texts.value).toEqual(['x', 'y']);
  playground.route.value = parseRoute('#/search');
  expect(viewHash(playground)).toBe('#/search?q=bread');
});
