import { cosineSimilarity, createIndex, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';

// The embedded model. A folder, a hub id such as 'minishlab/potion-base-8M' or a URL would do as well.
const model = await StaticModel.fromPretrained(files);

const vector = model.encode('hello');
console.log(`${vector.length} dims`);

const similarity = cosineSimilarity(model.encode('a warm meal'), model.encode('hot soup'));
console.log(`similarity ${similarity.toFixed(2)}`);

const texts = ['The invoice was paid twice.', 'How to bake bread', 'The train leaves at nine.'];
const index = createIndex(model.encode(texts));
const [best] = index.nearest(model.encode('a recipe for rolls'), { k: 1 });
console.log(`nearest: ${texts[best.index]}`);
