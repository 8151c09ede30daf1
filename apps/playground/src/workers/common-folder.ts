/** `my-model/config.json` as `config.json`, where all files lie in that folder. */
export function withoutCommonFolder<File>(files: Record<string, File>): Record<string, File> {
  const paths = Object.keys(files);
  const [first = ''] = paths;
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/') + 1) : '';
  if (folder === '' || !paths.every((path) => path.startsWith(folder))) return files;
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path.slice(folder.length), file]));
}
