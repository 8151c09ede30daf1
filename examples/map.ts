import { kMeans, StaticModel } from '@m2v/core';
import { pca } from '@m2v/distill';
import { files } from '@m2v/model-potion-base-8m';

const texts = ['fresh bread', 'baking rolls', 'a bread oven', 'the night train', 'railway station', 'train tickets'];
const model = await StaticModel.fromPretrained(files);
const vectors = model.encode(texts);

const { labels } = await kMeans(vectors, 2);
const { matrix: points } = await pca(vectors, 2);
texts.forEach((text, i) => {
  const [x, y] = points.data.subarray(2 * i, 2 * i + 2);
  console.log(`${labels[i] === labels[0] ? 'food' : 'rail'}  ${x.toFixed(1)} ${y.toFixed(1)}  ${text}`);
});
