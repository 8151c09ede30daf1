/** What stands between separators, each once; blank names and spaces at the ends are nobody's. */
export function namesIn(text: string, separator: string): string[] {
  return [...new Set(text.split(separator).map((name) => name.trim()))].filter((name) => name !== '');
}
