/** Text in, text out, before it is split into words. */
export type Normalizer = (text: string) => string;
