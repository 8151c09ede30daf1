import { memoryStorage } from '@m2v/core';
import { expect, test } from 'vitest';
import { modelLocation } from './model-location.js';

const PATHS = ['config.json', 'onnx/model.onnx', 'onnx/model.onnx_data'];

test('a teacher in a browser is its files, read from wherever they are', async () => {
  const bytes = {
    'config.json': Uint8Array.of(1),
    'onnx/model.onnx': Uint8Array.of(2, 3),
    'README.md': Uint8Array.of(4),
  };
  const { files, name } = await modelLocation(memoryStorage(bytes, 'https://host/teachers/tiny/'), PATHS);
  expect(name).toBe('tiny');
  expect([...(files ?? [])]).toEqual([
    ['config.json', Uint8Array.of(1)],
    ['onnx/model.onnx', Uint8Array.of(2, 3)],
  ]);
});

test('a folder of any name is a name for transformers.js', async () => {
  const nameOf = async (name: string) => (await modelLocation(memoryStorage({}, name), PATHS)).name;
  expect(await nameOf('my  teacher (copy)')).toBe('my-teacher-copy-');
  expect(await nameOf('')).toBe('teacher');
});
