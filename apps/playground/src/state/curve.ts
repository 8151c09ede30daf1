import type { Progress } from '@m2v/core';

/** How training went, for a chart: one x for all lines, null where a line has no point. */
export interface Curve {
  steps: number[];
  loss: number[];
  validation: (number | null)[];
  accuracy: (number | null)[];
}

export const EMPTY_CURVE: Curve = { steps: [], loss: [], validation: [], accuracy: [] };

// More points than a chart has pixels.
const MAX_POINTS = 1200;

/** Gathers the reports of a run; a long run keeps every second, fourth … step, and all validations. */
export function createCurve(): { add(progress: Progress): void; curve(): Curve } {
  let points: { step: number; loss: number; validation: number | null; accuracy: number | null }[] = [];
  let stride = 1;
  let last: number | undefined;
  return {
    add({ stage, done, metrics }) {
      if (stage !== 'train' || metrics === undefined) return;
      const { loss, validationLoss, accuracy } = metrics;
      const isNew = validationLoss !== undefined && validationLoss !== last;
      last = validationLoss;
      if (!isNew && done % stride !== 0) return;
      points.push({
        step: done,
        loss,
        validation: isNew ? validationLoss : null,
        accuracy: isNew ? (accuracy ?? null) : null,
      });
      if (points.length <= MAX_POINTS) return;
      stride *= 2;
      points = points.filter(({ step, validation }) => validation !== null || step % stride === 0);
    },
    curve: () => ({
      steps: points.map(({ step }) => step),
      loss: points.map(({ loss }) => loss),
      validation: points.map(({ validation }) => validation),
      accuracy: points.map(({ accuracy }) => accuracy),
    }),
  };
}
