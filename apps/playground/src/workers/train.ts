import type { Progress } from '@m2v/core';
import { type CallContext, createRandom } from '@m2v/core/kit';
import { type ClassificationReport, classificationReport, type StaticModelPipeline } from '@m2v/pipeline';
import { splitIndices } from '@m2v/train-base';
import { StaticModelForClassification } from '@m2v/train-classifier';
import { unpack } from './labelled.js';
import { openModel, type PageModel } from './model-source.js';
import { zipFolder } from './zip-folder.js';

export interface TrainSettings {
  /** Epochs at most; null leaves the end to early stopping. */
  maxEpochs: number | null;
  /** Texts a step; undefined for the package's own choice. */
  batchSize: number | undefined;
  /** The share of the rows that is kept to judge by. */
  testShare: number;
}

export interface TrainResult {
  /** Over the rows that were kept to judge by. */
  report: ClassificationReport;
  trainRows: number;
  testRows: number;
  steps: number;
  bestStep: number;
  /** Stopped by hand: the best state so far. */
  stopped: boolean;
}

/** What the classifier makes of a text. */
export interface Prediction {
  classes: string[];
  probabilities: number[];
  /** What each token does to each class's score. */
  tokens: { token: string; effects: number[] }[];
}

const SEED = 42;

/** The functions of the worker that trains one classifier and then answers for it. */
export function createTrainer() {
  let stop = new AbortController();
  // Of the run that is under way, or was the last.
  let steps = 0;
  let pipeline: StaticModelPipeline | undefined;
  let judged: { texts: string[]; actual: string[]; predicted: string[] } = { texts: [], actual: [], predicted: [] };

  const trained = () => {
    if (pipeline === undefined) throw new Error('there is no classifier yet');
    return pipeline;
  };

  return {
    async fit(
      { source, bytes, settings }: { source: PageModel; bytes: Uint8Array; settings: TrainSettings },
      { signal, onProgress }: CallContext,
    ): Promise<TrainResult> {
      const { texts, labels } = unpack(bytes);
      const classifier = StaticModelForClassification.fromStaticModel(await openModel(source, { signal }));
      const split = splitIndices(
        labels.length,
        { testSize: settings.testShare, stratifyBy: labels },
        createRandom(SEED),
      );
      const pick = (indices: Int32Array, of: string[]) => Array.from(indices, (i) => of[i]);
      // Kept from `fit`, which chooses its best state by a part of the others.
      const [testTexts, actual] = [pick(split.validation, texts), pick(split.validation, labels)];

      stop = new AbortController();
      steps = 0;
      let bestStep = 0;
      try {
        const history = await classifier.fit(pick(split.train, texts), pick(split.train, labels), {
          maxEpochs: settings.maxEpochs,
          batchSize: settings.batchSize,
          seed: SEED,
          signal: AbortSignal.any([signal, stop.signal]),
          onProgress(progress: Progress) {
            if (progress.stage === 'train') steps = progress.done;
            onProgress(progress);
          },
        });
        bestStep = history.bestStep;
      } catch (error) {
        // Stopped by hand there is a classifier: the best so far.
        if (!stop.signal.aborted || signal.aborted) throw error;
      }
      pipeline = classifier.toPipeline();
      judged = { texts: testTexts, actual, predicted: pipeline.predict(testTexts).map(String) };
      return {
        report: classificationReport(judged.predicted, actual),
        trainRows: split.train.length,
        testRows: actual.length,
        steps,
        bestStep,
        stopped: stop.signal.aborted,
      };
    },

    /** Ends the run that is under way; `fit` then answers with the best state so far. False before its first step. */
    stop(_: null): boolean {
      if (steps > 0) stop.abort(new Error('stopped'));
      return steps > 0;
    },

    /** The texts of one class that were given another, or the same. */
    rowsBehind({ actual, predicted }: { actual: string; predicted: string }): string[] {
      return judged.texts.filter((_, i) => judged.actual[i] === actual && judged.predicted[i] === predicted);
    },

    tryText({ text }: { text: string }): Prediction {
      const { classes = [] } = trained();
      return {
        classes: classes.map(String),
        probabilities: Array.from(trained().predictProba(text)),
        tokens: trained()
          .explain(text)
          .tokens.map(({ token, effects }) => ({ token, effects: Array.from(effects) })),
      };
    },

    async zip({ name }: { name: string }): Promise<Blob> {
      return zipFolder(name, await trained().toBytes({ modelName: name }));
    },
  };
}

export type TrainerApi = ReturnType<typeof createTrainer>;
