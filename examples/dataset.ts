import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { StaticModel } from '@m2v/core';
import { createAtomicFile } from '@m2v/core/kit';
import { batches, npyWriter, readTexts } from '@m2v/dataset';
import { files } from '@m2v/model-potion-base-8m';

await writeFile('reviews.jsonl', '{"review":"Warm and tasty."}\n{"review":"Cold soup."}\n');
const model = await StaticModel.fromPretrained(files);

// The file appears when it is committed, whole.
const file = await createAtomicFile('vectors.npy');
const writer = npyWriter(file, model.dim);
const texts = readTexts(createReadStream('reviews.jsonl'), { format: 'jsonl', textColumn: 'review' });
let rows = 0;
for await (const batch of batches(texts, 1024)) {
  await writer.write(model.encode(batch));
  rows += batch.length;
}
await writer.end();
await file.commit();
console.log(`${rows} x ${model.dim} float32 in vectors.npy`);
