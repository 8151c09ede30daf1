import { expect, test } from 'vitest';
import { chosenFolder, onlyFile } from './dropped-files.js';

const file = new Blob(['a']);

test('one file is taken by its name; of more none is', () => {
  expect(onlyFile({ name: 'files', files: { 'rows.csv': file } })).toEqual({ name: 'rows.csv', file });
  expect(() => onlyFile({ name: 'files', files: { 'a.csv': file, 'b.csv': file } })).toThrow(
    '2 files were dropped; drop one file at a time',
  );
});

test('a chosen folder’s files go by their paths in it', () => {
  const inFolder = (path: string) =>
    Object.assign(new File(['a'], path.split('/').at(-1) ?? ''), { webkitRelativePath: path });
  const { name, files } = chosenFolder([inFolder('teacher/config.json'), inFolder('teacher/onnx/model.onnx')]);
  expect(name).toBe('teacher');
  expect(Object.keys(files)).toEqual(['config.json', 'onnx/model.onnx']);
});
