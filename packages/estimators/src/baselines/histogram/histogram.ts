import { type Estimator, entry, foldIn, InputError, type Pairs, standardErrorOfMean } from '@minebench/core';
import { z } from 'zod';
import { baselineSample } from '../baseline-sample.ts';
import { failedWhereDegenerate, requireVarying } from '../degenerate.ts';
import { permutationNull } from '../permutation-null.ts';
import { pointsOfX, pointsOfY, requireFinite } from '../points.ts';
import { type Binning, binColumns, binsByRule } from './bins.ts';
import { cellsOf } from './cells.ts';
import { millerMadow, type PlugIn, plugIn } from './plug-in.ts';

export interface HistogramOptions {
  /** Bins a coordinate; by `binsByRule` where absent. */
  readonly bins?: number | undefined;
  readonly binning: Binning;
  readonly correction: 'none' | 'miller-madow';
  /** Evaluation points used where training draws afresh for every batch; a training sample is used whole. */
  readonly maxPoints: number;
}

/** Rows of a permutation test: counting so many takes milliseconds. */
const MOST_PERMUTED = 10_000;

function countBins({ count, dimX, dimY }: Pairs, given: number | undefined): number {
  const bins = given ?? binsByRule(count, dimX + dimY);
  if (bins > count) {
    throw new InputError({
      argument: 'n',
      value: count,
      problem: `is too few points for ${bins} bins a coordinate`,
      remedy: given === undefined ? `raise n to ${bins} or more` : 'lower bins or raise n',
    });
  }
  return bins;
}

function read(pairs: Pairs, { bins: given, binning, correction }: HistogramOptions): { nats: number; plug: PlugIn } {
  const bins = countBins(pairs, given);
  const plug = plugIn(
    cellsOf(binColumns(pointsOfX(pairs), bins, binning)),
    cellsOf(binColumns(pointsOfY(pairs), bins, binning)),
  );
  return { nats: plug.nats + (correction === 'miller-madow' ? millerMadow(plug) : 0), plug };
}

/**
 * Information of the empirical distribution over a grid of cells, sum p_xy log(p_xy / (p_x p_y)). Binning loses information and n points in m cells add
 * (m_x - 1)(m_y - 1) / 2n in the mean where X and Y are independent (Miller 1955), which the Miller-Madow correction takes off to first order: neither
 * bound. For few dimensions: cells grow as a power of them. `reliable` is false where the points average fewer than two to an occupied cell; then the
 * value says little but log n. Discrete data with no more values than bins keep their values. Its standard error is the delta method's, the standard
 * deviation of the rows' log ratios over sqrt n; it knows nothing of the bias. `failed` where a column is constant.
 *
 * @throws InputError where there are fewer points than bins a coordinate, or a coordinate is not finite
 */
export function createHistogram(options: HistogramOptions): Estimator {
  return {
    id: 'histogram',
    kind: 'neither',
    async estimate(split, given, key) {
      const pairs = baselineSample(split, options.maxPoints);
      countBins(pairs, options.bins);
      requireFinite(pairs);
      return failedWhereDegenerate(async () => {
        requireVarying(pairs);
        const { nats, plug } = read(pairs, options);
        return {
          status: 'completed',
          evaluation: {
            nats,
            standardError: standardErrorOfMean(plug.logRatios),
            standardErrorMethod: 'delta',
            reliable: 2 * plug.occupied.joint <= pairs.count,
          },
          ...(await permutationNull(
            given,
            pairs,
            Math.max(MOST_PERMUTED, options.bins ?? 0),
            foldIn(key, 'permutations'),
            (permuted) => read(permuted, options).nats,
          )),
        };
      });
    },
  };
}

const positive = 'give a positive whole number';
const several = 'give a whole number of at least 2';

export const histogram = entry({
  id: 'histogram',
  summary: 'histogram plug-in over equal-width or equiprobable bins; Miller-Madow correction; for few dimensions',
  options: z.strictObject({
    bins: z.int(several).min(2, several).optional(),
    binning: z.enum(['equal-width', 'equiprobable'], 'use equal-width or equiprobable').default('equiprobable'),
    correction: z.enum(['none', 'miller-madow'], 'use none or miller-madow').default('none'),
    maxPoints: z.int(positive).min(1, positive).default(10_000),
  }),
  create: createHistogram,
});
