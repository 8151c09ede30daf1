import { createIndex, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';

const TEXTS = ['How to bake bread', 'The invoice was paid twice.', 'ΟΔΥΣΣΕΥΣ naïve 東京 👩‍🚀 e\u0301', ''];

/** What a program does with m2v, as plain data: the same numbers wherever JavaScript runs. */
export async function job() {
  const model = await StaticModel.fromPretrained(files);
  const vectors = model.encode(TEXTS);
  return {
    ids: model.tokenize(TEXTS).map((ids) => [...ids]),
    vectors: [...vectors.data],
    nearest: createIndex(vectors).nearest(model.encode('a recipe for rolls'), { k: 2 }),
  };
}
