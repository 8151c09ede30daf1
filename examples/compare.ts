import { StaticModel } from '@m2v/core';
import { compareEncoders, sentenceEncoder } from '@m2v/inference';
import { loadTeacher } from '@m2v/inference/teacher';
import { files } from '@m2v/model-potion-base-8m';
import * as embedded from '@m2v/teacher-minilm-l6';

const texts = [
  'The cat is sleeping on the sofa.',
  'A kitten naps on the couch.',
  'My package was damaged when it arrived.',
  'I want my money back for a broken item.',
  'Our flight was delayed because of fog.',
  'The train to Lisbon leaves at nine.',
];
const potion = await StaticModel.fromPretrained(files);
const teacher = await loadTeacher(embedded);

// How much of the teacher's view of these texts the static model keeps: 1 is all of it.
const others = [{ name: 'potion', encoder: potion }];
const [{ name, spearman, pairs }] = await compareEncoders(sentenceEncoder(teacher), others, texts);
console.log(
  `${name}: Spearman ${spearman.toFixed(1)}; seen most differently: ${texts[pairs[0].a]} ${texts[pairs[0].b]}`,
);
await teacher.dispose();
