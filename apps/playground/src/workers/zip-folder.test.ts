import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { withoutCommonFolder } from './common-folder.js';
import { unzipFolder, zipFolder } from './zip-folder.js';

const bytes = (text: string) => new TextEncoder().encode(text);

test('what is zipped comes back, without its folder', async () => {
  const files = { 'config.json': bytes('{}'), 'onnx/model.onnx': Uint8Array.of(1, 2, 3) };
  const zip = zipFolder('my-model', files);
  expect(await unzipFolder(new Uint8Array(await zip.arrayBuffer()), 'x.zip')).toEqual(files);
});

test('what systems add on their own is left out', async () => {
  const zip = zipSync({
    'm/config.json': bytes('{}'),
    '__MACOSX/m/._config.json': bytes('x'),
    'm/.DS_Store': bytes('x'),
  });
  expect(Object.keys(await unzipFolder(zip, 'x.zip'))).toEqual(['config.json']);
});

test('files in several folders keep their paths', () => {
  expect(withoutCommonFolder({ 'a/x': 1, 'b/y': 2 })).toEqual({ 'a/x': 1, 'b/y': 2 });
  expect(withoutCommonFolder({ x: 1, 'a/y': 2 })).toEqual({ x: 1, 'a/y': 2 });
});

test.each([
  ['no zip', bytes('hello'), /x\.zip: is no zip file/],
  ['a cut zip', zipSync({ 'a/b': bytes('hello') }).slice(0, 40), /is no zip file/],
  [
    'too many files',
    zipSync(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`${i}`, bytes('')]))),
    /more than 200/,
  ],
])('%s is refused in a line', async (_, content, message) => {
  await expect(unzipFolder(content, 'x.zip')).rejects.toThrow(message);
});
