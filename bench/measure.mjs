import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const POLL_MS = 20;

/**
 * One process from start to end: its seconds of wall time, and the most memory that it held, in MiB (undefined where
 * the system has no /proc to read that from).
 * @param {string[]} command
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<{ seconds: number, peakMiB?: number, stdout: string }>}
 */
export async function measure([command, ...args], { cwd, env } = {}) {
  const start = performance.now();
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  // The kernel keeps the high-water mark itself, so that the last reading before the end is all that counts.
  let peakMiB;
  const poll = setInterval(() => {
    peakMiB = highWaterMark(child.pid) ?? peakMiB;
  }, POLL_MS);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearInterval(poll));
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0)
    throw new Error(`${[command, ...args].join(' ')} ended with ${code}: ${stderr.trim().split('\n').at(-1)}`);
  return { seconds, peakMiB, stdout };
}

/**
 * Several contenders, one after the other and that again `repeats` times, so that what else the machine does meets
 * all of them. The first run of each is told apart: it finds the file cache as it is.
 * @param {Record<string, () => Promise<{ seconds: number, peakMiB?: number }>>} contenders
 * @param {number} repeats
 */
export async function alternate(contenders, repeats) {
  const runs = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let i = 0; i < repeats; i++) {
    for (const [name, run] of Object.entries(contenders)) {
      const measured = await run();
      runs[name].push(measured);
      console.error(`${i + 1}/${repeats} ${name}: ${measured.seconds.toFixed(2)} s`);
    }
  }
  return Object.entries(runs).map(([name, all]) => {
    const later = all.length > 1 ? all.slice(1) : all;
    return {
      name,
      first: all[0].seconds,
      median: median(later.map(({ seconds }) => seconds)),
      fastest: Math.min(...later.map(({ seconds }) => seconds)),
      slowest: Math.max(...later.map(({ seconds }) => seconds)),
      peakMiB: Math.max(...all.map(({ peakMiB }) => peakMiB ?? Number.NaN)),
    };
  });
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function highWaterMark(pid) {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  try {
    const kiB = readFileSync(path, 'utf8').match(/^VmHWM:\s+(\d+) kB/m)?.[1];
    return kiB === undefined ? undefined : Number(kiB) / 1024;
  } catch {
    // The process ended between the two calls.
    return undefined;
  }
}
