import type { Matrix } from '@m2v/core';
import { type Label, type Labels, labelList } from '@m2v/pipeline';
import { binaryCrossEntropy, crossEntropy, type Task } from '@m2v/train-base';
import { classIndex } from './class-labels.js';

interface ClassificationSettings {
  /** Among them every label. */
  classes: readonly Label[];
  weights?: Float32Array;
  gamma: number;
}

/** One class a text: softmax cross-entropy, by accuracy. */
export function singleLabelTask({ classes, weights, gamma }: ClassificationSettings): Task<Labels, Int32Array> {
  const index = classIndex(classes);
  return {
    encodeTargets: (labels, indices) => Int32Array.from(indices, (i) => index.get(labelList(labels[i])[0]) ?? -1),
    loss: crossEntropy({ weights, gamma }),
    metric: { name: 'accuracy', direction: 'max', measure: accuracy },
    activation: 'softmax',
  };
}

/** Any number of classes a text: binary cross-entropy, by the mean Jaccard index at 0.5. */
export function multiLabelTask({ classes, weights, gamma }: ClassificationSettings): Task<Labels, Uint8Array> {
  const index = classIndex(classes);
  return {
    encodeTargets(labels, indices) {
      const encoded = new Uint8Array(indices.length * classes.length);
      indices.forEach((row, i) => {
        for (const label of labelList(labels[row])) encoded[i * classes.length + (index.get(label) ?? -1)] = 1;
      });
      return encoded;
    },
    loss: binaryCrossEntropy({ weights, gamma }),
    metric: { name: 'jaccard', direction: 'max', measure: jaccard },
    activation: 'sigmoid',
  };
}

function accuracy({ data, rows, dim }: Matrix, targets: Int32Array): number {
  let right = 0;
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let k = 1; k < dim; k++) if (data[i * dim + k] > data[i * dim + best]) best = k;
    if (best === targets[i]) right++;
  }
  return right / rows;
}

// A probability above 0.5 is a logit above 0. Nothing where nothing should be counts 0, as in the reference.
function jaccard({ data, rows, dim }: Matrix, targets: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    let both = 0;
    let either = 0;
    for (let k = i * dim; k < (i + 1) * dim; k++) {
      const given = data[k] > 0;
      if (given && targets[k] === 1) both++;
      if (given || targets[k] === 1) either++;
    }
    if (either > 0) sum += both / either;
  }
  return sum / rows;
}
