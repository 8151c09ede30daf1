import { expect, test } from 'vitest';
import { memoryStorage } from '../storage/memory.js';
import { modelTypeOf } from './model-type.js';

const typeOf = (config: string) => modelTypeOf(memoryStorage({ 'config.json': new TextEncoder().encode(config) }));

test('says what a config says of itself', async () => {
  expect(await typeOf('{"model_type": "model2vec"}')).toBe('model2vec');
  expect(await typeOf('{"model_type": 7}')).toBeUndefined();
  expect(await typeOf('[]')).toBeUndefined();
  expect(await modelTypeOf(memoryStorage({}))).toBeUndefined();
  await expect(typeOf('{')).rejects.toThrow('config.json: not valid JSON');
});
