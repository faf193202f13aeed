import type { BottleneckRow } from './bottleneck-row.ts';

/** A share of images, with the standard error of drawing other images and training from other seeds. */
export interface Share {
  readonly mean: number;
  readonly standardError: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return values.length < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

/** How many of the rows get each image wrong, `[images]`. */
function votes(rows: readonly BottleneckRow[]): Float64Array {
  const counts = new Float64Array(rows[0].testImages);
  for (const { wrong } of rows) for (const image of wrong) counts[image]++;
  return counts;
}

/**
 * Mean over images and seeds of values given by image as means over seeds. Two parts of the variance: of the images, a sample from those that there could be (for one
 * seed the binomial's), and of the seeds.
 */
function shareOf(byImage: readonly number[], bySeed: readonly number[]): Share {
  const variance = varianceOf(byImage) / byImage.length + varianceOf(bySeed) / bySeed.length;
  return { mean: meanOf(bySeed), standardError: Math.sqrt(variance) };
}

/** The error rate of one method's replicates. */
export const errorRate = (rows: readonly BottleneckRow[]): Share =>
  shareOf(
    Array.from(votes(rows), (count) => count / rows.length),
    rows.map(({ wrong, testImages }) => wrong.length / testImages),
  );

/**
 * Difference of two methods' error rates, `a - b`, image by image and seed by seed: what both get wrong alike does not blur it. Seeds that only one has are left out.
 * @returns undefined where they share none
 */
export function errorDifference(a: readonly BottleneckRow[], b: readonly BottleneckRow[]): Share | undefined {
  const pairs = a.flatMap((row) => {
    const other = b.find(({ seed, testImages }) => seed === row.seed && testImages === row.testImages);
    return other ? [[row, other] as const] : [];
  });
  if (pairs.length === 0) return undefined;
  const [first, second] = [votes(pairs.map(([row]) => row)), votes(pairs.map(([, other]) => other))];
  return shareOf(
    Array.from(first, (count, image) => (count - second[image]) / pairs.length),
    pairs.map(([row, other]) => (row.wrong.length - other.wrong.length) / row.testImages),
  );
}
