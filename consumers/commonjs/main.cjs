const { createIndex, StaticModel } = require('@m2v/core');
const { files, name } = require('@m2v/model-potion-base-8m');

StaticModel.fromPretrained(files).then((model) => {
  const texts = ['How to bake bread', 'The invoice was paid twice.'];
  const [best] = createIndex(model.encode(texts)).nearest(model.encode('a recipe for rolls'), { k: 1 });
  console.log(`${name}: ${texts[best.index]}`);
});
