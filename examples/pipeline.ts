import { createReadStream } from 'node:fs';
import { readRows } from '@m2v/dataset';
import { files } from '@m2v/model-potion-base-8m';
import { formatReport, StaticModelPipeline } from '@m2v/pipeline';
import { StaticModelForClassification } from '@m2v/train-classifier';

const [texts, labels]: [string[], string[]] = [[], []];
for await (const { columns } of readRows(createReadStream('messages.csv'), { format: 'csv' })) {
  texts.push(String(columns.text));
  labels.push(String(columns.label));
}
const classifier = await StaticModelForClassification.fromPretrained(files);
await classifier.fit(texts, labels, { maxEpochs: 20, batchSize: 4, testSize: 12 });
await classifier.toPipeline().savePretrained('my-classifier');

// Elsewhere: what is needed to predict is @m2v/pipeline and @m2v/core alone.
const pipeline = await StaticModelPipeline.fromPretrained('my-classifier');
console.log(pipeline.predict('I want my money back'));
console.log(formatReport(pipeline.evaluate(texts, labels)).split('\n')[0].trim());
const [strongest] = pipeline.explain('I want my money back').tokens.sort((a, b) => b.effects[1] - a.effects[1]);
console.log(`most for ${pipeline.classes?.[1]}: ${strongest.token}`);
