import { InputError } from '@m2v/core';
import type { StaticModelPipeline } from '@m2v/pipeline';
import { Option } from 'commander';
import { parseNumber } from './values.js';

/** The option that says when a text gets one of several labels. */
export function thresholdOption(): Option {
  return new Option(
    '--threshold <p>',
    'several labels a text: the probability above which one is given (default: 0.5)',
  ).argParser(parseNumber);
}

/** @throws InputError for a threshold where a text has one label anyhow */
export function checkThreshold({ multiLabel }: StaticModelPipeline, threshold: number | undefined): void {
  if (threshold === undefined || multiLabel) return;
  throw new InputError({ where: '--threshold', what: 'says nothing here: this classifier gives one label a text' });
}
