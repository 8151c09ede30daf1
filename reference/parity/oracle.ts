import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Matrix } from '@m2v/core';

/** The reference in a Python process of its own; `oracle.py` lists what can be asked. */
export interface Oracle {
  /** Throws what the reference raised. */
  ask<T>(op: string, request?: Record<string, unknown>): Promise<T>;
  /** Asks for an array, which the reference leaves in a file. */
  askMatrix(op: string, request: Record<string, unknown>): Promise<Matrix>;
  /** A folder of its own in a scratch place, for what either side saves. */
  folder(name: string): string;
  close(): void;
}

export function startOracle(): Oracle {
  const scratch = mkdtempSync(join(tmpdir(), 'm2v-parity-'));
  const script = fileURLToPath(new URL('oracle.py', import.meta.url));
  const child: ChildProcessWithoutNullStreams = spawn(process.env.M2V_REFERENCE_PYTHON ?? 'python3', [script]);
  child.stderr.resume();
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  let files = 0;

  async function exchange<T>(request: Record<string, unknown>): Promise<T> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`the reference ended while it was asked for ${request.op}`);
    const answer = JSON.parse(value) as { ok: T; error?: string; message?: string };
    if (answer.error !== undefined) throw new Error(`${answer.error}: ${answer.message}`);
    return answer.ok;
  }

  function ask<T>(op: string, request: Record<string, unknown> = {}): Promise<T> {
    // One question at a time: an answer has no name on it.
    const answer = last.catch(() => {}).then(() => exchange<T>({ op, ...request }));
    last = answer;
    return answer;
  }

  return {
    ask,
    async askMatrix(op, request) {
      const file = join(scratch, `${files++}.npy`);
      const [rows, dim] = await ask<number[]>(op, { ...request, file });
      const bytes = readFileSync(file);
      return {
        rows,
        dim,
        data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + bytes.length - rows * dim * 4)),
      };
    },
    folder: (name) => join(scratch, name),
    close() {
      child.kill();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
