import { createReadStream } from 'node:fs';
import { readTexts } from '@m2v/dataset';
import { distill, fitRecordOf } from '@m2v/distill';
import * as teacher from '@m2v/teacher-minilm-l6';

const texts = readTexts(createReadStream('messages.csv'), { format: 'csv' });
const model = await distill(teacher, { fit: texts, pcaDims: 128 });
await model.savePretrained('fitted');
console.log(`${model.dim} dims, fitted to ${fitRecordOf(model)?.texts} texts`);
