import { UnsupportedError } from '@m2v/core';
import type { CacheOwner, VectorCache } from '../../fit-to-corpus/vector-cache.js';

export async function checkVectorCache(path: string): Promise<void> {
  refuse(path);
}

export async function openVectorCache(path: string, _owner: CacheOwner): Promise<VectorCache> {
  refuse(path);
}

function refuse(path: string): never {
  throw new UnsupportedError('unsupported-runtime', {
    where: 'cache',
    what: 'there is no file system here',
    value: path,
    todo: 'leave the cache out',
  });
}
