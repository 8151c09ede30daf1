import { StaticModel } from '@m2v/core';
import { files, name } from '@m2v/model-potion-base-8m';

const model = await StaticModel.fromPretrained(files);
console.log(`${name}: ${model.tokens.length} tokens, ${model.dim} dims`);
