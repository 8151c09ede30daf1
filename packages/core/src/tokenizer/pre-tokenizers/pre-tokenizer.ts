/** Splits normalized text into the words that the model sees, in order. */
export type PreTokenizer = (text: string) => string[];
