/** An embedded teacher as a source: transformers.js wants the folder that its files lie in. */
export function embeddedSource(_files: Readonly<Record<string, URL>>, config: URL): URL {
  return new URL('.', config);
}
