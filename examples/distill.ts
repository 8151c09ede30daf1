import { distill } from '@m2v/distill';
import * as teacher from '@m2v/teacher-minilm-l6';

// The embedded teacher. A folder with ONNX files or a hub id would do as well.
const model = await distill(teacher, { pcaDims: 256, endToken: false, vocabulary: ['tokenizer', 'new york'] });
await model.savePretrained('my-model');
console.log(`${model.tokens.length} tokens, ${model.dim} dims`);
