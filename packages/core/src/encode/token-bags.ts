import { createYielder } from '../create-yielder.js';
import { checkedTexts, type Texts } from './checked-texts.js';

/**
 * Texts as bags of tokens, one after the other: text i has the distinct ids[offsets[i]] to below ids[offsets[i + 1]], in order
 * of first use, each as often as `counts` says at the same place.
 */
export interface TokenBags {
  ids: Int32Array<ArrayBuffer>;
  counts: Float32Array<ArrayBuffer>;
  offsets: Int32Array<ArrayBuffer>;
}

/**
 * Tokenizes texts into bags. Each is read once; the event loop gets its turns.
 * @param vocabularySize above every id
 * @param tokenIds the ids of a text that count
 * @throws as `checkedTexts` does
 */
export async function collectTokenBags(
  texts: Texts,
  vocabularySize: number,
  tokenIds: (text: string) => Int32Array,
  { signal }: { signal?: AbortSignal } = {},
): Promise<TokenBags> {
  const pause = createYielder(signal);
  let ids = new Int32Array(1024);
  let counts = new Float32Array(1024);
  const offsets = [0];
  // Where each token was last seen: of this text, where that is not before the text's start.
  const places = new Int32Array(vocabularySize).fill(-1);
  let used = 0;
  for await (const text of checkedTexts(texts)) {
    const start = used;
    const all = tokenIds(text);
    while (used + all.length > ids.length) {
      ids = grown(ids, new Int32Array(ids.length * 2));
      counts = grown(counts, new Float32Array(counts.length * 2));
    }
    for (let t = 0; t < all.length; t++) {
      const id = all[t];
      if (places[id] >= start) {
        counts[places[id]]++;
        continue;
      }
      places[id] = used;
      ids[used] = id;
      counts[used++] = 1;
    }
    offsets.push(used);
    await pause();
  }
  return { ids: ids.slice(0, used), counts: counts.slice(0, used), offsets: Int32Array.from(offsets) };
}

function grown<T extends Int32Array | Float32Array>(full: T, longer: T): T {
  longer.set(full);
  return longer;
}
