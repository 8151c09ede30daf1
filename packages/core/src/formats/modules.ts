import { toPythonJson } from './python-json.js';

/** The bytes of modules.json, from which sentence-transformers knows how to load and apply a static model. */
export function formatModules(normalize: boolean): Uint8Array<ArrayBuffer> {
  const embedding = { idx: 0, name: '0', path: '.', type: 'sentence_transformers.models.StaticEmbedding' };
  // The reference names this folder without making it: the module has no files.
  const normalization = { idx: 1, name: '1', path: '1_Normalize', type: 'sentence_transformers.models.Normalize' };
  return new TextEncoder().encode(toPythonJson(normalize ? [embedding, normalization] : [embedding]));
}
