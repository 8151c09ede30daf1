import { createIndex, deduplicate, StaticModel } from '@m2v/core';
import { readRows } from '@m2v/dataset';
import { files } from '@m2v/model-potion-base-8m';

// A file's stream, a browser's File or the text itself: one JSON object a line.
const source = [
  '{"id": 17, "question": "How do I reset my password?"}',
  '{"id": 18, "question": "How can I reset my password?"}',
  '{"id": 21, "question": "Where is my parcel?"}',
  '{"id": 34, "question": "Can I pay by invoice?"}',
].join('\n');
const model = await StaticModel.fromPretrained(files);

const rows: { id: unknown; question: string }[] = [];
for await (const { columns } of readRows(source)) rows.push({ id: columns.id, question: String(columns.question) });
const vectors = model.encode(rows.map(({ question }) => question));

const { duplicates } = await deduplicate(vectors, { threshold: 0.9 });
for (const { index, of } of duplicates) console.log(`${rows[index].id} repeats ${rows[of].id}`);

const query = model.encode('my package has not arrived');
for (const { index, score } of createIndex(vectors).nearest(query, { k: 2 })) {
  console.log(`${score.toFixed(2)}  ${rows[index].question}`);
}
