import { abortOnInterrupt } from './interrupt.js';
import { reportError } from './output/report-error.js';
import { watchPipes } from './output/watch-pipes.js';
import { commandOf, createProgram } from './program.js';
import { version } from './version.js';

/** Runs the command line to its end; the process then ends with the exit code set here. */
export async function run(args: string[]): Promise<void> {
  const command = commandOf(args);
  const reporting = {
    verbose: args.includes('--verbose'),
    help: command === undefined ? 'm2v --help' : `m2v ${command} --help`,
    flags: new Map<string, string>(),
  };
  watchPipes(reporting);
  const signal = abortOnInterrupt();
  try {
    const program = await createProgram(args, version, { signal });
    for (const option of program.commands.find((one) => one.name() === command)?.options ?? []) {
      if (option.long && !option.negate) reporting.flags.set(option.attributeName(), option.long);
    }
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Threads and open pipes must not keep a failed run alive.
    process.exit(reportError(signal.aborted ? signal.reason : error, reporting));
  }
}
