import { createReadStream } from 'node:fs';
import { readRows } from '@m2v/dataset';
import { files } from '@m2v/model-potion-base-8m';
import { StaticModelForClassification } from '@m2v/train-classifier';

const [texts, labels]: [string[], string[]] = [[], []];
for await (const { columns } of readRows(createReadStream('messages.csv'), { format: 'csv' })) {
  texts.push(String(columns.text));
  labels.push(String(columns.label));
}

const classifier = await StaticModelForClassification.fromPretrained(files);
await classifier.fit(texts, labels, { maxEpochs: 20, batchSize: 4, testSize: 12 });
console.log(classifier.predict(['When will it be delivered?', 'I want my money back', 'The handle came off the cup']));
await classifier.toPipeline().savePretrained('my-classifier');
