import { quantizeModel, StaticModel } from '@m2v/core';
import { files } from '@m2v/model-potion-base-8m';

const model = await StaticModel.fromPretrained(files);
// int8 with one scale a row, of the first 128 dims.
const small = await quantizeModel(model, { quantizeTo: 'int8', dimensionality: 128 });
await small.savePretrained('small-model');

const again = await StaticModel.fromPretrained('small-model');
console.log(`${again.dim} dims, stored as ${again.table.dtype}`);
