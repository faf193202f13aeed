import { crossedVariance, type Interval, mean, standardErrorOfMean, studentQuantile } from '@minebench/core';

/** A number that one replicate gave. */
export interface SeededValue {
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly value: number;
}

/** A mean over replicates. */
export interface SeedMean {
  readonly mean: number;
  /** `null` where one seed cannot tell, and so are the two below. */
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  /** Student's. */
  readonly interval: Interval | null;
}

const numbersIn = (values: readonly SeededValue[], field: 'dataSeed' | 'initSeed'): number[] =>
  [...new Set(values.map((value) => value[field]))].sort((a, b) => a - b);

/** Rows of data seeds, columns of initialisation seeds, where every combination of at least two of each is there once. */
export function seedTable(values: readonly SeededValue[]): number[][] | null {
  const [data, init] = [numbersIn(values, 'dataSeed'), numbersIn(values, 'initSeed')];
  const places = new Map(values.map(({ dataSeed, initSeed, value }) => [`${dataSeed} ${initSeed}`, value]));
  const complete = places.size === values.length && places.size === data.length * init.length;
  if (!complete || data.length < 2 || init.length < 2) return null;
  return data.map((dataSeed) => init.map((initSeed) => places.get(`${dataSeed} ${initSeed}`)!));
}

interface Spread {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * Of a crossed design's mean: (MS_data + MS_init) / (a b), whose expectation exceeds its variance by a share of the residual, var / (a b); with Satterthwaite's
 * degrees of freedom. The replicates of one data seed are no independent ones.
 */
function crossedSpread(table: readonly (readonly number[])[]): Spread {
  const { meanSquares, degreesOfFreedom, counts } = crossedVariance(table);
  const total = meanSquares.rows + meanSquares.columns;
  const uncertainty =
    meanSquares.rows ** 2 / degreesOfFreedom.rows + meanSquares.columns ** 2 / degreesOfFreedom.columns;
  return {
    standardError: Math.sqrt(total / (counts.rows * counts.columns)),
    degreesOfFreedom: total === 0 ? degreesOfFreedom.rows + degreesOfFreedom.columns : total ** 2 / uncertainty,
  };
}

/** Independent values, one a seed: of data seeds where there are several, else of initialisation seeds. */
function spreadOfSeeds(values: readonly SeededValue[]): Spread | null {
  const data = numbersIn(values, 'dataSeed');
  const field = data.length > 1 ? 'dataSeed' : 'initSeed';
  const clusters = numbersIn(values, field).map((seed) =>
    mean(values.filter((value) => value[field] === seed).map(({ value }) => value)),
  );
  if (clusters.length < 2) return null;
  return { standardError: standardErrorOfMean(clusters), degreesOfFreedom: clusters.length - 1 };
}

/**
 * The mean of replicates with Student's interval over seeds. Crossed seeds count as such; where several initialisations share a data seed otherwise, their
 * mean counts once.
 * @param values - at least one
 * @param level - coverage, in (0, 1)
 */
export function meanOverSeeds(values: readonly SeededValue[], level = 0.95): SeedMean {
  const average = mean(values.map(({ value }) => value));
  const table = seedTable(values);
  const spread = table === null ? spreadOfSeeds(values) : crossedSpread(table);
  if (spread === null) return { mean: average, standardError: null, degreesOfFreedom: null, interval: null };
  const reach = studentQuantile(spread.degreesOfFreedom, (1 + level) / 2) * spread.standardError;
  return { mean: average, ...spread, interval: { low: average - reach, high: average + reach } };
}
