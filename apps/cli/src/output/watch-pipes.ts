import { fileError } from '@m2v/core/kit';
import { type ReportOptions, reportError } from './report-error.js';

/** Ends quietly when whoever reads our output has gone (`| head`), and with a failure when it cannot be written. */
export function watchPipes(options: ReportOptions): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : reportError(fileError(error, 'standard output', 'write'), options));
  });
  // Nobody is left to be told.
  process.stderr.on('error', () => {});
}
