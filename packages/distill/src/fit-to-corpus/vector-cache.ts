/** Keeps a teacher's vectors of texts from one run to the next. */
export interface VectorCache {
  /** The float16 bits that were added for a text; undefined for one that is not there. */
  get(text: string): Uint16Array | undefined;
  /** Adds vectors, so that they are there even if the process ends now. */
  add(entries: readonly { text: string; vector: Uint16Array }[]): Promise<void>;
  close(): Promise<void>;
}

/** Whose vectors a cache holds: it is of no use to any other. */
export interface CacheOwner {
  teacher: string;
  dtype: string;
  /** Of a vector: float16 numbers. */
  width: number;
  maxTokens: number;
  pooling: string;
  /** The teacher's vector of a text that never changes: it tells models of one name apart. */
  probe: readonly number[];
}
