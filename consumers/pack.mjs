import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packAll } from '../scripts/packages.mjs';

/** Packs the workspace once for all tests, which are told where the tarballs are. */
export default function setup({ provide }) {
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-consumers-'));
  const tarballs = packAll(fileURLToPath(new URL('..', import.meta.url)), join(scratch, 'tarballs'));
  provide('scratch', scratch);
  provide('tarballs', [...tarballs]);
  return () => rmSync(scratch, { recursive: true });
}
