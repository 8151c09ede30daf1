import { type Matrix, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';
import { createTrainableModel, type Task, tokenizeTexts, toStaticModel, fit as train } from '@m2v/train-base';

// A task of one's own: vectors that lie near given ones (mean squared error), the head and the table both trained.
const task: Task<Matrix, Matrix> = {
  encodeTargets: ({ data, dim }, indices) => ({
    data: Float32Array.from(
      { length: indices.length * dim },
      (_, i) => data[indices[Math.floor(i / dim)] * dim + (i % dim)],
    ),
    rows: indices.length,
    dim,
  }),
  loss(output, target, gradient) {
    const n = output.data.length;
    for (let i = 0; i < n; i++) if (gradient) gradient.data[i] = (2 * (output.data[i] - target.data[i])) / n;
    return output.data.reduce((sum, value, i) => sum + (value - target.data[i]) ** 2 / n, 0);
  },
  metric: { name: 'loss', direction: 'min', measure: (_output, _target, loss) => loss },
  activation: 'identity',
};

const texts = ['warm', 'hot', 'cold', 'freezing'];
const targets: Matrix = { data: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1), rows: 4, dim: 2 };
const origin = await StaticModel.fromPretrained(files);
const model = createTrainableModel(origin, { outDim: 2 });
const rows = { texts: await tokenizeTexts(origin, texts, 512), targets, indices: Int32Array.of(0, 1, 2, 3) };
const { losses } = await train(model, task, { train: rows, validation: rows }, { maxEpochs: 50, learningRate: 1e-2 });
console.log(
  `learned: ${losses[losses.length - 1] < losses[0] / 10}; still a model of ${toStaticModel(model).dim} dims`,
);
