import { type Interval, mean } from '@minebench/core';
import { type SeededValue, spreadOverSeeds } from '../groups/seed-mean.ts';
import { addedSpreads, type Spread, spreadOfMean, studentInterval } from '../groups/spread.ts';
import type { BottleneckRow } from './bottleneck-row.ts';

/** A share of images, with the standard error of drawing other images and training from other seeds. */
export interface Share extends Spread {
  readonly mean: number;
  /** Student's, of 95%. It may reach beyond what a share can be. */
  readonly interval: Interval;
}

/** Two networks of the same seeds. */
export type Pair = readonly [BottleneckRow, BottleneckRow];

/** How many of the rows get each image wrong, `[images]`. */
function votes(rows: readonly BottleneckRow[]): Float64Array {
  const counts = new Float64Array(rows[0].testImages);
  for (const { wrong } of rows) for (const image of wrong) counts[image]++;
  return counts;
}

/**
 * Mean of a table of images x seeds, both drawn at random, from its means by image and by seed: its variance is estimated by (MS_images + MS_seeds) / (images seeds) with
 * Satterthwaite's degrees of freedom. In expectation that counts the image-by-seed residual once too often, var / (images seeds), which is conservative. Of one
 * seed there is the binomial variance alone, with n - 1 degrees of freedom.
 */
function shareOf(byImage: ArrayLike<number>, bySeed: readonly SeededValue[]): Share {
  const average = mean(bySeed.map(({ value }) => value));
  const [images, seeds] = [spreadOfMean(byImage), spreadOverSeeds(bySeed)];
  const spread = seeds === null ? images : addedSpreads([images, seeds]);
  return { mean: average, ...spread, interval: studentInterval(average, spread) };
}

/** The error rate of one method's replicates. */
export const errorRate = (rows: readonly BottleneckRow[]): Share =>
  shareOf(
    votes(rows).map((count) => count / rows.length),
    rows.map(({ dataSeed, initSeed, wrong, testImages }) => ({
      dataSeed,
      initSeed,
      value: wrong.length / testImages,
    })),
  );

/** Networks of two methods that share both seeds; what only one has is left out. */
export const pairsOf = (a: readonly BottleneckRow[], b: readonly BottleneckRow[]): Pair[] =>
  a.flatMap((row): Pair[] => {
    const other = b.find(
      ({ dataSeed, initSeed, testImages }) =>
        dataSeed === row.dataSeed && initSeed === row.initSeed && testImages === row.testImages,
    );
    return other ? [[row, other]] : [];
  });

/**
 * Difference of two methods' error rates, first less second, image by image and seed by seed: what both get wrong alike does not blur it.
 * @param pairs - at least one
 */
export function errorDifference(pairs: readonly Pair[]): Share {
  const [first, second] = [votes(pairs.map(([row]) => row)), votes(pairs.map(([, other]) => other))];
  return shareOf(
    first.map((count, image) => (count - second[image]) / pairs.length),
    pairs.map(([{ dataSeed, initSeed, wrong, testImages }, other]) => ({
      dataSeed,
      initSeed,
      value: (wrong.length - other.wrong.length) / testImages,
    })),
  );
}
