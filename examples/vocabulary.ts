import { distill } from '@m2v/distill';
import * as teacher from '@m2v/teacher-minilm-l6';

const vocabulary = ['kubernetes', 'new york', 'pull request'];
const model = await distill(teacher, { vocabulary, pcaDims: 128 });

for (const entry of vocabulary) {
  const ids = model.tokenize(`We moved to ${entry}.`);
  const found = [...ids].map((id) => model.tokens[id]).filter((token) => vocabulary.includes(token));
  console.log(`${entry}: one row of its own, ${found.length === 1 && found[0] === entry}`);
}
