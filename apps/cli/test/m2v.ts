import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built command, as users start it. */
export const M2V: string = fileURLToPath(new URL('../dist/m2v.js', import.meta.url));

/** What a run of the command left. */
export interface Run {
  code: number | null;
  stdout: string;
  /** Standard output as it came. */
  bytes: Buffer;
  stderr: string;
}

export interface RunOptions {
  /** What is piped into it; default: nothing. */
  input?: string | Uint8Array;
  cwd?: string;
  env?: Record<string, string>;
  /** The largest file that it may write, in blocks of 512 bytes: the next byte fails, as on a full disk. Default: any. */
  fileBlocks?: number;
}

/** Runs `m2v` with these arguments to its end. */
export async function m2v(args: string[], { input = '', cwd, env = {}, fileBlocks }: RunOptions = {}): Promise<Run> {
  const command = [process.execPath, M2V, ...args];
  // Node takes the signal that the system sends for the error that the write gives.
  if (fileBlocks !== undefined) command.unshift('sh', '-c', `trap '' XFSZ; ulimit -f ${fileBlocks}; exec "$@"`, 'sh');
  const child = spawn(command[0], command.slice(1), { cwd, env: { ...process.env, ...env } });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  // It may end before it has read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  const bytes = Buffer.concat(stdout);
  return { code, bytes, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString() };
}
