import { type Interval, mean } from '@minebench/core';
import { addedSpreads, type Spread, spreadOfMean, studentInterval } from './spread.ts';

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

/**
 * Of a crossed design's mean: (MS_data + MS_init) / (a b), the variances of the means of rows and of columns together, whose expectation exceeds the mean's
 * variance by a share of the residual, var / (a b); with Satterthwaite's degrees of freedom. The replicates of one data seed are no independent ones.
 */
const crossedSpread = (table: readonly (readonly number[])[]): Spread =>
  addedSpreads([
    spreadOfMean(table.map(mean)),
    spreadOfMean(table[0].map((_, column) => mean(table.map((row) => row[column])))),
  ]);

/** Independent values, one a seed: of data seeds where there are several, else of initialisation seeds. */
function spreadOfSeeds(values: readonly SeededValue[]): Spread | null {
  const data = numbersIn(values, 'dataSeed');
  const field = data.length > 1 ? 'dataSeed' : 'initSeed';
  const clusters = numbersIn(values, field).map((seed) =>
    mean(values.filter((value) => value[field] === seed).map(({ value }) => value)),
  );
  return clusters.length < 2 ? null : spreadOfMean(clusters);
}

/**
 * What other seeds would do to the mean of replicates. Crossed seeds count as such; where several initialisations share a data seed otherwise, their mean counts once.
 * @returns null where one seed cannot tell
 */
export function spreadOverSeeds(values: readonly SeededValue[]): Spread | null {
  const table = seedTable(values);
  return table === null ? spreadOfSeeds(values) : crossedSpread(table);
}

/**
 * The mean of replicates with Student's interval over seeds, as `spreadOverSeeds` has them.
 * @param values - at least one
 * @param level - coverage, in (0, 1)
 */
export function meanOverSeeds(values: readonly SeededValue[], level = 0.95): SeedMean {
  const average = mean(values.map(({ value }) => value));
  const spread = spreadOverSeeds(values);
  if (spread === null) return { mean: average, standardError: null, degreesOfFreedom: null, interval: null };
  return { mean: average, ...spread, interval: studentInterval(average, spread, level) };
}
