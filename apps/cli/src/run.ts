import { abortOnInterrupt } from './interrupt.js';
import { reportError } from './output/report-error.js';
import { watchPipes } from './output/watch-pipes.js';
import { createProgram } from './program.js';
import { version } from './version.js';

/** Runs the command line to its end; the process then ends with the exit code set here. */
export async function run(args: string[]): Promise<void> {
  const verbose = args.includes('--verbose');
  watchPipes(verbose);
  const signal = abortOnInterrupt();
  try {
    const program = await createProgram(args, version, { signal });
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Threads and open pipes must not keep a failed run alive.
    process.exit(reportError(signal.aborted ? signal.reason : error, verbose));
  }
}
