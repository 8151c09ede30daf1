import { decodeUtf8, isRecord, openSource, parseJson } from '@m2v/core/kit';

/** Whether a folder, hub id or URL holds a sentence transformer, not a static model. */
export async function isTransformer(name: string, signal: AbortSignal): Promise<boolean> {
  const storage = await openSource(name, { signal });
  const file = await storage.open('config.json');
  if (file === undefined) return false;
  const where = `${storage.name}/config.json`;
  const config = parseJson(decodeUtf8(new Uint8Array(await file.slice()), where), where);
  // Every transformer's config names its type; a static model's says model2vec, or is not there.
  return isRecord(config) && typeof config.model_type === 'string' && config.model_type !== 'model2vec';
}
