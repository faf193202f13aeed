import { foldIn, type Key, type ReferenceScheme, RunningMoments } from '@minebench/core';

/** A mean over independent draws. */
export interface MeanOfDraws {
  readonly mean: number;
  readonly standardError: number;
}

/** What draws of n' reference pairs out of n rows are made of. */
export interface PairCounts {
  /** Share of the n' pairs that are a row with itself: joint pairs. */
  readonly fixedPoints: MeanOfDraws;
  /** Different pairs among the n'. */
  readonly distinct: MeanOfDraws;
}

const summary = (moments: RunningMoments): MeanOfDraws => ({
  mean: moments.mean,
  standardError: Math.sqrt(moments.variance / moments.count),
});

/**
 * Counts joint and different pairs over `repeats` independent draws of a scheme.
 * @param rows - n, the pool's size
 */
export function countPairs(scheme: Pick<ReferenceScheme, 'draw'>, rows: number, repeats: number, key: Key): PairCounts {
  const fixed = new RunningMoments();
  const distinct = new RunningMoments();
  // The last draw in which a pair was seen: nothing to clear between draws.
  const lastSeen = new Int32Array(rows * rows);
  for (let draw = 1; draw <= repeats; draw++) {
    const { rowsX, rowsY } = scheme.draw!(rows, foldIn(key, draw));
    let joint = 0;
    let different = 0;
    for (let k = 0; k < rowsX.length; k++) {
      const pair = rowsX[k] * rows + rowsY[k];
      if (rowsX[k] === rowsY[k]) joint++;
      if (lastSeen[pair] !== draw) different++;
      lastSeen[pair] = draw;
    }
    fixed.push(joint / rowsX.length);
    distinct.push(different);
  }
  return { fixedPoints: summary(fixed), distinct: summary(distinct) };
}
