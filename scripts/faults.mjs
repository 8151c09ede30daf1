/**
 * @typedef {object} Fault
 * @property {string} name what goes wrong for a user
 * @property {string} folder the package
 * @property {string} file the file in it, and there the one place
 * @property {string} find
 * @property {string} replace
 * @property {string[]} tests which must turn red
 */

const core = 'packages/core';
const distill = 'packages/distill';
const inference = 'packages/inference';
const pipeline = 'packages/pipeline';
const trainBase = 'packages/train-base';
const trainClassifier = 'packages/train-classifier';

/** @type {Fault[]} */
export const faults = [
  {
    name: 'tokenizer: punctuation no longer splits words',
    folder: core,
    file: 'src/tokenizer/pre-tokenizers/bert-pre-tokenizer.ts',
    find: 'const punctuation = isPunctuation(codePoint);',
    replace: 'const punctuation = isPunctuation(codePoint) && codePoint < 0x80;',
    tests: ['src/tokenizer'],
  },
  {
    name: 'tokenizer: pieces within a word are looked up without their prefix',
    folder: core,
    file: 'src/tokenizer/models/word-piece.ts',
    find: 'const pieces = start === 0 ? starts : continuations;',
    replace: 'const pieces = starts;',
    tests: ['src/tokenizer'],
  },
  {
    name: 'tokenizer: accents stay',
    folder: core,
    file: 'src/tokenizer/normalizers/bert-normalizer.ts',
    find: "isNonspacingMark(c) ? '' : undefined",
    replace: "isNonspacingMark(c) && c < 0x300 ? '' : undefined",
    tests: ['src/tokenizer'],
  },
  {
    name: 'encode: unknown tokens are averaged too',
    folder: core,
    file: 'src/encode/encode-texts.ts',
    find: '.filter((id) => id !== tokenizer.unkId)',
    replace: '.filter((id) => id !== -1)',
    tests: ['src/static-model.test.ts'],
  },
  {
    name: 'encode: the mean forgets the weights in its count',
    folder: core,
    file: 'src/encode/mean-of-rows.ts',
    find: 'sums[j] += data[start + j] * weight;',
    replace: 'sums[j] += data[start + j];',
    tests: ['src/static-model.test.ts'],
  },
  {
    name: 'safetensors: tensors that do not fill the file are accepted',
    folder: core,
    file: 'src/formats/safetensors-header.ts',
    find: 'if (start !== expected) {',
    replace: 'if (start < expected) {',
    tests: ['src/formats/safetensors-header.test.ts'],
  },
  {
    name: 'saving: the old model is removed before the new one is whole',
    folder: core,
    file: 'src/model-folder/write-model-folder.ts',
    find: '      await ops.rename(path, aside);\n',
    replace: '      await ops.rename(path, aside);\n      await ops.remove(aside);\n',
    tests: ['src/model-folder/write-model-folder.test.ts'],
  },
  {
    name: 'quantizing: one scale is kept for all rows',
    folder: core,
    file: 'src/embedding-table/quantize.ts',
    find: 'rowScales[i] = rowScale(values);',
    replace: 'rowScales[i] = rowScale(matrix.data);',
    tests: ['src/embedding-table', 'src/quantize-model.test.ts'],
  },
  {
    name: 'search: the worst row comes first',
    folder: core,
    file: 'src/search-index.ts',
    find: 'Math.min(1, products[i])',
    replace: 'Math.min(1, -products[i])',
    tests: ['src/search-index.test.ts'],
  },
  {
    name: "distilling: components keep the sign that the eigenvectors' routine gave them",
    folder: distill,
    file: 'src/pca.ts',
    find: 'if (peaks[c] < 0) target[c] = -target[c];',
    replace: 'if (peaks[c] > 0) target[c] = -target[c];',
    tests: ['src/pca.test.ts'],
  },
  {
    name: 'distilling: ranks count from 1',
    folder: distill,
    file: 'src/sif.ts',
    find: '(_, i) => 1 / (i + 2)',
    replace: '(_, i) => 1 / (i + 1)',
    tests: ['src/sif.test.ts'],
  },
  {
    name: 'pooling: the padding is averaged too',
    folder: inference,
    file: 'src/teacher/pooling.ts',
    find: 't < count - edge; t++',
    replace: 't < length - edge; t++',
    tests: ['src/teacher'],
  },
  {
    name: 'training: the steps that a row missed are forgotten',
    folder: trainBase,
    file: 'src/optimizer/sparse-adam.ts',
    find: 'for (let k = 0; k < rows.length; k++) replay(rows[k]);',
    replace: 'for (let k = 0; k < rows.length; k++) lastStep[rows[k]] = steps;',
    tests: ['src/optimizer'],
  },
  {
    name: 'training: the gradient of a mean is that of a sum',
    folder: trainBase,
    file: 'src/layers/embedding-bag.ts',
    find: 'data[i * dim + first + j] / lengths[i]',
    replace: 'data[i * dim + first + j]',
    tests: ['src/gradients.test.ts'],
  },
  {
    name: 'training: a second thread has the columns of the first',
    folder: trainBase,
    file: 'src/network/network-share.ts',
    find: 'row * dim + first, row * dim + first + width',
    replace: 'row * dim, row * dim + width',
    tests: ['src/network/network-share.test.ts'],
  },
  {
    name: 'training: the last state is kept, not the best',
    folder: trainBase,
    file: 'src/best-state.ts',
    find: 'if (best !== undefined) putBack();',
    replace: '',
    tests: ['src/fit.test.ts'],
  },
  {
    name: 'training: classes are weighed by their frequency, not against it',
    folder: trainClassifier,
    file: 'src/class-labels.ts',
    find: 'total / (classes.length * count)',
    replace: '(classes.length * count) / total',
    tests: ['src/goldens.test.ts'],
  },
  {
    name: 'report: precision and recall change places',
    folder: pipeline,
    file: 'src/classification-report.ts',
    find: 'return { precision, recall, f1, support };\n}\n\nfunction average',
    replace: 'return { precision: recall, recall: precision, f1, support };\n}\n\nfunction average',
    tests: ['src/classification-report.test.ts'],
  },
  {
    name: 'predict: a head forgets its biases',
    folder: pipeline,
    file: 'src/head.ts',
    find: 'output.data.set(bias, i * outputs);',
    replace: 'output.data.fill(0, i * outputs, (i + 1) * outputs);',
    tests: ['src/static-model-pipeline.test.ts'],
  },
];
