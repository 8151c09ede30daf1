import type { FitToCorpusOptions } from '@m2v/distill';
import type { Command } from 'commander';
import { parseCount } from './values.js';

/** The options of every command that fits a student to texts. */
export type FitOptions = Pick<FitToCorpusOptions, 'maxTexts' | 'maxTokens' | 'cache'>;

/** @param more what `--max-texts` is for besides */
export function addFitOptions(command: Command, more = ''): Command {
  return command
    .option('--max-texts <n>', `use at most n of your texts, drawn at random (default: 100000)${more}`, parseCount)
    .option('--max-tokens <n>', 'tokens of a text that the teacher reads (default: 128)', parseCount)
    .option(
      '--cache <file>',
      "keep the teacher's vectors of texts here, to go on after an interruption, or to fit again",
    );
}
