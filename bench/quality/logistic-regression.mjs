// Multinomial logistic regression as scikit-learn's defaults have it, with C = 0.01: on unit vectors, centred by the mean of the
// training ones and divided by one number, their overall standard deviation.

const C = 0.01;
// Accelerated gradient steps (Nesterov 1983): enough for the gradient to vanish to float32's digits.
const STEPS = 400;

/**
 * The label of each test vector.
 * @param {{ vectors: import('../../packages/core/dist/index.js').Matrix, labels: string[] }} train
 * @param {import('../../packages/core/dist/index.js').Matrix} test
 */
export function predictLabels({ vectors, labels }, test) {
  const { dim } = vectors;
  const unit = (matrix) => {
    const data = matrix.data.slice();
    for (let i = 0; i < matrix.rows; i++) {
      let squares = 0;
      for (let j = 0; j < dim; j++) squares += data[i * dim + j] ** 2;
      const norm = Math.sqrt(squares) || 1;
      for (let j = 0; j < dim; j++) data[i * dim + j] /= norm;
    }
    return data;
  };
  const x = unit(vectors);
  const mean = new Float64Array(dim);
  for (let at = 0; at < x.length; at++) mean[at % dim] += x[at] / vectors.rows;
  let variance = 0;
  for (let at = 0; at < x.length; at++) variance += (x[at] - mean[at % dim]) ** 2 / x.length;
  const scaled = (data) => Float64Array.from(data, (value, at) => (value - mean[at % dim]) / Math.sqrt(variance));

  const classes = [...new Set(labels)].sort();
  const targets = labels.map((label) => classes.indexOf(label));
  const weights = solve(scaled(x), targets, dim, classes.length);
  const scaledTest = scaled(unit(test));
  const logits = new Float64Array(classes.length);
  return Array.from({ length: test.rows }, (_, i) => {
    writeLogits(scaledTest, i * dim, dim, weights, logits);
    return classes[logits.indexOf(Math.max(...logits))];
  });
}

/** Weights and biases, classes x (dim + 1), of ½ |weights|² + C Σ cross-entropy. */
function solve(x, targets, dim, classes) {
  const width = dim + 1;
  const rate = 1 / (1 + C * 0.5 * largestEigenvalue(x, dim));
  let weights = new Float64Array(classes * width);
  let ahead = weights.slice();
  let momentum = 1;
  const logits = new Float64Array(classes);
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(weights.length);
    for (let k = 0; k < classes; k++) for (let j = 0; j < dim; j++) gradient[k * width + j] = ahead[k * width + j];
    for (let i = 0; i < targets.length; i++) {
      writeLogits(x, i * dim, dim, ahead, logits);
      const largest = Math.max(...logits);
      let total = 0;
      for (let k = 0; k < classes; k++) {
        logits[k] = Math.exp(logits[k] - largest);
        total += logits[k];
      }
      for (let k = 0; k < classes; k++) {
        const error = C * (logits[k] / total - Number(k === targets[i]));
        for (let j = 0; j < dim; j++) gradient[k * width + j] += error * x[i * dim + j];
        gradient[k * width + dim] += error;
      }
    }
    const next = ahead.map((value, at) => value - rate * gradient[at]);
    const nextMomentum = (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    ahead = next.map((value, at) => value + ((momentum - 1) / nextMomentum) * (value - weights[at]));
    weights = next;
    momentum = nextMomentum;
  }
  return weights;
}

function writeLogits(x, start, dim, weights, logits) {
  for (let k = 0; k < logits.length; k++) {
    const row = k * (dim + 1);
    let sum = weights[row + dim];
    for (let j = 0; j < dim; j++) sum += weights[row + j] * x[start + j];
    logits[k] = sum;
  }
}

/** Of Xᵀ X with a column of ones, by power iteration, a little too large rather than too small. */
function largestEigenvalue(x, dim) {
  const rows = x.length / dim;
  let vector = new Float64Array(dim + 1).fill(1);
  let value = 0;
  for (let round = 0; round < 30; round++) {
    const image = new Float64Array(dim + 1);
    for (let i = 0; i < rows; i++) {
      let dot = vector[dim];
      for (let j = 0; j < dim; j++) dot += x[i * dim + j] * vector[j];
      for (let j = 0; j < dim; j++) image[j] += dot * x[i * dim + j];
      image[dim] += dot;
    }
    value = Math.hypot(...image);
    vector = image.map((entry) => entry / value);
  }
  return 1.05 * value;
}
