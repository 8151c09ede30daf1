/** An embedded teacher as a source: bundlers give each file a URL of its own, so there is no folder. */
export function embeddedSource(files: Readonly<Record<string, URL>>, _config: URL): Readonly<Record<string, URL>> {
  return files;
}
