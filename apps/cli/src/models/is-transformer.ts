import { modelTypeOf, openSource } from '@m2v/core/kit';

/** Whether a folder, hub id or URL holds a sentence transformer, not a static model. */
export async function isTransformer(name: string, signal: AbortSignal): Promise<boolean> {
  const type = await modelTypeOf(await openSource(name, { signal }));
  // Every transformer's config names its type; a static model's says model2vec, or is not there.
  return type !== undefined && type !== 'model2vec';
}
