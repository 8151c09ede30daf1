import { InputError } from '../errors.js';

/**
 * Checks a path within a storage: relative, `/` between folders, nothing that leads out.
 * @throws InputError for any other
 */
export function checkRelativePath(path: string): void {
  const segments = path.split('/');
  if (!/[\\:\0]/.test(path) && segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..'))
    return;
  throw new InputError({
    what: 'not a path within a model',
    value: path,
    allowed: 'a relative path such as onnx/model.onnx',
  });
}
