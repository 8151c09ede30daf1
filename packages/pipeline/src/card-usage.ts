import type { CardUsage } from '@m2v/core/kit';
import type { Head } from './head.js';

// Enough to recognise a classifier by.
const MAX_CLASSES_SHOWN = 20;

/** What a pipeline's model card says. */
export function cardUsage({ classes = [], activation }: Head): CardUsage {
  const shown = classes.slice(0, MAX_CLASSES_SHOWN).map((name) => `\`${name}\``);
  const rest = classes.length > shown.length ? `, and ${classes.length - shown.length} more` : '';
  const kind = activation === 'sigmoid' ? 'any number of these classes' : 'one of these classes';
  return {
    about: `A text classifier: a static embedding model, whose embedding of a text is the mean of its tokens' vectors, with a small
head on top. It gives a text ${kind}: ${shown.join(', ')}${rest}.`,
    tags: ['embeddings', 'static-embeddings', 'sentence-transformers', 'text-classification'],
    npm: '@m2v/pipeline',
    javascript: (name) => `import { StaticModelPipeline } from '@m2v/pipeline';

const classifier = await StaticModelPipeline.fromPretrained(${name});
console.log(classifier.predict(['A text', 'Another text']));
console.log(classifier.predictProba('A text'));`,
    python: (name) => `from model2vec.inference import StaticModelPipeline

classifier = StaticModelPipeline.from_pretrained(${name})
print(classifier.predict(["A text", "Another text"]))`,
  };
}
