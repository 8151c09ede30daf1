/** Halves the learning rate where the validation loss has not fallen by 3 % for more than 3 epochs (torch's ReduceLROnPlateau). */
export function createPlateauSchedule(learningRate: number): { rate: number; step(loss: number | undefined): void } {
  const [FACTOR, PATIENCE, THRESHOLD, LEAST] = [0.5, 3, 0.03, 1e-6];
  let best = Number.POSITIVE_INFINITY;
  let bad = 0;
  const schedule = {
    rate: learningRate,
    step(loss: number | undefined) {
      if (loss === undefined) return;
      if (loss < best * (1 - THRESHOLD)) {
        best = loss;
        bad = 0;
      } else bad++;
      if (bad <= PATIENCE) return;
      bad = 0;
      const halved = Math.max(schedule.rate * FACTOR, LEAST);
      // torch leaves a change of 1e-8 or less undone.
      if (schedule.rate - halved > 1e-8) schedule.rate = halved;
    },
  };
  return schedule;
}

/** Says when a metric has not got better by more than 0.001 for `patience` validations. */
export function createEarlyStopping(direction: 'min' | 'max', patience: number): (value: number) => boolean {
  const LEAST_GAIN = 0.001;
  let best = direction === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  let waited = 0;
  return (value) => {
    const better = direction === 'min' ? value < best - LEAST_GAIN : value > best + LEAST_GAIN;
    if (better) best = value;
    waited = better ? 0 : waited + 1;
    return waited >= patience;
  };
}

/** The batch size that the reference takes: 32 times a thirtieth of the rows, in steps of 32 from 32 to 512. */
export function automaticBatchSize(rows: number): number {
  return 32 * Math.min(Math.max(1, Math.floor(rows / 30 / 32)), 16);
}

/** After how many steps, or at the end of each epoch (undefined), validation comes. */
export function validationInterval(asked: number | undefined, rows: number, batchSize: number): number | undefined {
  if (asked !== undefined) return asked;
  const steps = Math.floor(rows / batchSize);
  return steps <= 250 ? undefined : Math.max(250, Math.floor(steps / 4));
}
