import { SourceError } from '../errors.js';
import { settleAll } from '../settle-all.js';
import type { Storage, StoredFile } from '../storage/storage.js';

/** Which files make a model, and under which name the embeddings stand in the tensors' file. */
export interface Layout {
  name: 'model2vec' | 'sentence-transformers' | 'sentence-transformers-nested';
  config: string;
  tensors: string;
  tokenizer: string;
  embeddings: string;
}

/** The layouts that the reference knows, in the order in which it tries them. */
const LAYOUTS: readonly Layout[] = [
  {
    name: 'model2vec',
    config: 'config.json',
    tensors: 'model.safetensors',
    tokenizer: 'tokenizer.json',
    embeddings: 'embeddings',
  },
  {
    name: 'sentence-transformers',
    config: 'config_sentence_transformers.json',
    tensors: 'model.safetensors',
    tokenizer: 'tokenizer.json',
    embeddings: 'embedding.weight',
  },
  {
    name: 'sentence-transformers-nested',
    config: 'config_sentence_transformers.json',
    tensors: '0_StaticEmbedding/model.safetensors',
    tokenizer: '0_StaticEmbedding/tokenizer.json',
    embeddings: 'embedding.weight',
  },
];

/** Every file that a model's or a pipeline's folder may hold; a folder with others is more than a model's. */
const MODEL_FILES: readonly string[] = [
  'config.json',
  'model.safetensors',
  'tokenizer.json',
  'modules.json',
  'README.md',
  'config_sentence_transformers.json',
  'head.safetensors',
  'training.json',
];

/** Whether a name is one of a model folder's files. */
export function isModelFile(name: string): boolean {
  return MODEL_FILES.includes(name);
}

/** A layout with its three files open. */
export interface OpenLayout {
  layout: Layout;
  config: StoredFile;
  tensors: StoredFile;
  tokenizer: StoredFile;
}

/**
 * The first layout of which a storage has all three files.
 * @throws SourceError saying which files are there and which are missing
 */
export async function openLayout(storage: Storage): Promise<OpenLayout> {
  const opened = new Map<string, Promise<StoredFile | undefined>>();
  const open = (path: string): Promise<StoredFile | undefined> => {
    const file = opened.get(path) ?? storage.open(path);
    opened.set(path, file);
    return file;
  };
  for (const layout of LAYOUTS) {
    // The smallest file first: where a storage is far away, the large one is only fetched if it can matter.
    const config = await open(layout.config);
    if (config === undefined) continue;
    const [tensors, tokenizer] = await settleAll([open(layout.tensors), open(layout.tokenizer)]);
    if (tensors !== undefined && tokenizer !== undefined) return { layout, config, tensors, tokenizer };
  }
  throw await missingFiles(storage, open);
}

async function missingFiles(
  storage: Storage,
  open: (path: string) => Promise<StoredFile | undefined>,
): Promise<SourceError> {
  // A layout is judged by its config: one that is there says which files should be there too.
  for (const { config, tensors, tokenizer } of LAYOUTS) {
    if ((await open(config)) === undefined) continue;
    const found = await Promise.all([tensors, tokenizer].map(open));
    const missing = [tensors, tokenizer].filter((_, i) => found[i] === undefined);
    return new SourceError('not-found', {
      where: storage.name,
      what: `the model is not whole: ${config} is there, but no ${missing.join(' and no ')}`,
      todo: 'a model is config.json, model.safetensors and tokenizer.json',
    });
  }
  const alternatives = LAYOUTS.map(({ config, tensors, tokenizer }) => [config, tensors, tokenizer].join(', '));
  return new SourceError('not-found', {
    where: storage.name,
    what: `no model there: looked for ${alternatives.join('; or for ')}`,
    todo: 'check the path',
  });
}
