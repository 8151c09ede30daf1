import { InputError, M2vError } from '@m2v/core';
import { CommanderError } from 'commander';
import { Interrupt } from '../interrupt.js';

export interface ReportOptions {
  /** Add the stack below the line. */
  verbose: boolean;
  /** What shows how the command is used. */
  help: string;
  /** The flag that gives an option of a library, by the option's name. */
  flags: ReadonlyMap<string, string>;
}

/** Says in one line on stderr what went wrong; gives the exit code. */
export function reportError(error: unknown, { verbose, help, flags }: ReportOptions): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  process.stderr.write(`m2v: ${oneLine(describe(error, help, flags))}\n`);
  if (verbose && error instanceof Error) process.stderr.write(`${stackOf(error)}\n`);
  return exitCodeOf(error);
}

function describe(error: unknown, help: string, flags: ReportOptions['flags']): string {
  if (error instanceof CommanderError) return `${error.message.replace(/^error: |[.]$/g, '')}; see ${help}`;
  if (error instanceof Interrupt) return 'interrupted';
  if (M2vError.is(error)) return error.message.replace(/^\w+(?=: )/, (name) => flags.get(name) ?? name);
  return `unexpected ${String(error)}; --verbose shows where`;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupt) return error.exitCode;
  return error instanceof CommanderError || InputError.is(error) ? 2 : 1;
}

function stackOf(error: Error): string {
  const stack = error.stack ?? String(error);
  return error.cause instanceof Error ? `${stack}\ncaused by ${stackOf(error.cause)}` : stack;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
