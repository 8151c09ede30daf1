import { StaticModel } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { fixture } from '@m2v/fixtures';
import { expect, test } from 'vitest';
import type { Phase } from '../threads/phases.js';
import { createTrainableModel } from '../trainable-model.js';
import { createBatchFiller } from './batch-rows.js';
import { createNetworkMemory } from './network-memory.js';
import { createNetworkShare } from './network-share.js';

const origin = await StaticModel.fromPretrained(fixture('models/float32/model'), { dimensionality: 11 });
const [TEXTS, TOKENS, OUTPUTS, STEPS] = [5, 4, 3, 6];

/** What some steps against made-up gradients make of a model whose work is divided into so many shares. */
function train(count: number) {
  const random = createRandom(2);
  const model = createTrainableModel(origin, { nLayers: 1, hiddenDim: 7, outDim: OUTPUTS, random });
  const memory = createNetworkMemory(model, { texts: TEXTS, entries: TEXTS * TOKENS });
  const rows = model.embeddings.length / model.dim;
  const fill = createBatchFiller(model, memory.batch, rows);
  const shares = Array.from({ length: count }, (_, index) => createNetworkShare(memory, index, count));
  const run = (...phases: Phase[]) => {
    for (const phase of phases) for (const share of shares) share[phase]();
  };
  const logits: Float32Array[] = [];
  for (let step = 0; step < STEPS; step++) {
    fill({
      ids: Int32Array.from({ length: TEXTS * TOKENS }, (_, t) => TOKENS * random.integer(9) + (t % TOKENS)),
      counts: Float32Array.from({ length: TEXTS * TOKENS }, () => 1 + random.integer(2)),
      offsets: Int32Array.from({ length: TEXTS + 1 }, (_, i) => i * TOKENS),
      indices: new Int32Array(TEXTS),
    });
    run('mean', 'forward');
    logits.push(memory.activations[2].slice());
    memory.gradients[2]?.set(Float32Array.from({ length: TEXTS * OUTPUTS }, () => random.next() - 0.5));
    memory.scale.set([1e-2, 1]);
    run('backward', 'update');
  }
  run('settle');
  return { logits, embeddings: model.embeddings, layers: model.layers };
}

test.each([2, 3])('%d shares give the bits of one', (count) => {
  expect(train(count)).toEqual(train(1));
});

test('the steps have changed the table and the head', () => {
  const { embeddings, layers } = train(1);
  const untouched = createTrainableModel(origin, {
    nLayers: 1,
    hiddenDim: 7,
    outDim: OUTPUTS,
    random: createRandom(2),
  });
  expect(embeddings).not.toEqual(untouched.embeddings);
  layers.forEach(({ weight, bias }, i) => {
    expect(weight).not.toEqual(untouched.layers[i].weight);
    expect(bias).not.toEqual(untouched.layers[i].bias);
  });
});
