import type { CellRecord } from '@minebench/core';
import type { EstimateRow, SettingValue } from '../rows/estimate-row.ts';
import { toRows } from '../rows/to-rows.ts';
import { select, type Where } from '../rows/where.ts';

/** An estimate and the number of pairs that it had in all: to train, to select and to be read on. */
export interface SizedEstimate {
  /** n. */
  readonly pairs: number;
  readonly nats: number | null;
  readonly truth: number;
  readonly row: Pick<EstimateRow, 'dataSeed'>;
}

export interface SampleEstimate extends SizedEstimate {
  readonly row: EstimateRow;
}

const count = (value: SettingValue | undefined): number => (typeof value === 'number' ? value : Number.NaN);

/** Estimates out of a fixed sample by their number of pairs. */
export const sampleEstimates = (records: readonly CellRecord[], where: Where | undefined): SampleEstimate[] =>
  select(toRows(records), where)
    .flatMap((row) => {
      const { n, truth, nats, setting } = row;
      if (n === null || truth === null) return [];
      const pairs = n + count(setting['protocol.selectionSize']) + count(setting['protocol.evaluationSize']);
      return [{ pairs, nats: row.status === 'completed' ? nats : null, truth, row }];
    })
    .sort((a, b) => a.pairs - b.pairs || a.row.dataSeed - b.row.dataSeed || a.row.initSeed - b.row.initSeed);

/** Root mean square error of the estimates of one size. */
export interface SizeError {
  readonly pairs: number;
  readonly rmse: number;
  /** Of the root mean square error, by the delta method from the squares' spread: sd(e^2) / sqrt(R) / (2 RMSE). */
  readonly standardError: number;
  readonly replicates: number;
  /** Without an estimate. */
  readonly lost: number;
}

export function sizeErrors(estimates: readonly SizedEstimate[]): SizeError[] {
  const sizes = [...new Set(estimates.map(({ pairs }) => pairs))];
  return sizes.flatMap((pairs) => {
    const members = estimates.filter((estimate) => estimate.pairs === pairs);
    const squares = members.flatMap(({ nats, truth }) => (nats === null ? [] : [(nats - truth) ** 2]));
    const replicates = squares.length;
    if (replicates < 2) return [];
    const meanSquare = squares.reduce((sum, square) => sum + square, 0) / replicates;
    const spread = squares.reduce((sum, square) => sum + (square - meanSquare) ** 2, 0) / (replicates - 1);
    const rmse = Math.sqrt(meanSquare);
    const standardError = Math.sqrt(spread / replicates) / (2 * rmse);
    return [{ pairs, rmse, standardError, replicates, lost: members.length - replicates }];
  });
}

/** The estimates of one sample's growing beginnings, and how far from the truth they ever are from a size on. */
export interface NestedPath {
  readonly dataSeed: number;
  readonly points: readonly {
    readonly pairs: number;
    readonly error: number;
    /** sup over the sizes m >= n that were run of |I - I_m|. */
    readonly supremum: number;
  }[];
}

/** A path a data seed of estimates by ascending n: training, selection and evaluation pairs of a size begin with those of a smaller one. Paths with a lost estimate have infinite suprema up to there. */
export function nestedPaths(estimates: readonly SizedEstimate[]): NestedPath[] {
  const seeds = [...new Set(estimates.map(({ row }) => row.dataSeed))].sort((a, b) => a - b);
  return seeds.map((dataSeed) => {
    const own = estimates.filter(({ row }) => row.dataSeed === dataSeed);
    let supremum = 0;
    const points = [...own].reverse().map(({ pairs, nats, truth }) => {
      const error = nats === null ? Number.POSITIVE_INFINITY : nats - truth;
      supremum = Math.max(supremum, Math.abs(error));
      return { pairs, error, supremum };
    });
    return { dataSeed, points: points.reverse() };
  });
}

/** The smallest size from which on the paths of a share 1 - delta of the samples stay within epsilon; null where none does. */
export function measuredSampleSize(paths: readonly NestedPath[], epsilon: number, delta: number): number | null {
  const sizes = [...new Set(paths.flatMap(({ points }) => points.map(({ pairs }) => pairs)))].sort((a, b) => a - b);
  const stays = (pairs: number): number =>
    paths.filter(({ points }) => {
      const from = points.find((point) => point.pairs >= pairs);
      return from !== undefined && from.supremum <= epsilon;
    }).length;
  return sizes.find((pairs) => stays(pairs) >= (1 - delta) * paths.length) ?? null;
}
