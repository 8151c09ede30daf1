import { decodeUtf8, isRecord, parseJson } from '../formats/json.js';
import type { Storage } from '../storage/storage.js';

/**
 * What a config.json says a model is: `model2vec`, or a transformer's type, such as `bert`; undefined where it says nothing, or is not there.
 * @throws FormatError for a file that is not JSON
 */
export async function modelTypeOf(storage: Storage): Promise<string | undefined> {
  const file = await storage.open('config.json');
  if (file === undefined) return undefined;
  const where = `${storage.name}/config.json`;
  const config = parseJson(decodeUtf8(new Uint8Array(await file.slice()), where), where);
  return isRecord(config) && typeof config.model_type === 'string' ? config.model_type : undefined;
}
