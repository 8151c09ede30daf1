import type { OnProgress } from '@m2v/core';

/** A PCA reads every row twice, and counts them so; whoever knows how many rows there are expects each to count once. */
export function rowsOnce(onProgress: OnProgress): OnProgress {
  return (progress) => {
    const { stage, done, total } = progress;
    if (stage !== 'pca' || total === undefined) onProgress(progress);
    else onProgress({ ...progress, done: Math.floor(done / 2), total: total / 2 });
  };
}
