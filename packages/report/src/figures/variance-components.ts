import type { Figure, JsonObject } from '@minebench/core';
import { type SeedVariance, seedVariances } from '../groups/seed-variance.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { statisticGrid } from './statistic-grid.ts';
import { statusLine } from './status-line.ts';

export interface VarianceComponentsOptions extends FigureOptions {
  /** The field on the horizontal axis: `rho`, `truth`, `n`, `batchSize`, `dimension`; where absent, the first that varies. */
  readonly x?: string;
  /** A field with a column of panels for each of its values; `dimension` where absent. */
  readonly facet?: string;
}

const titles = {
  rows: 'data seed (nats²)',
  columns: 'initialisation (nats²)',
  residual: 'residual (nats²)',
} as const;

/** A grid is scaled by its own numbers: variances are far below the information. */
const unscaled = (): number => 0;

/**
 * How much of the variance of estimates comes from the sample, how much from the initial weights (and the order of batches), and how much from neither alone: a panel
 * each. Needs crossed seeds, as in `dataSeed: [0, 1, 2, 3], initSeed: [0, 1, 2, 3]`.
 */
export function varianceComponents(options: VarianceComponentsOptions): Figure {
  const { facet = 'dimension' } = options;
  return {
    ...figureHead(options, {
      title: 'Variance by data seed and by initialisation seed',
      caption:
        'Variance components of crossed seeds by the analysis of variance, with 95% intervals for normal effects: of the sample, of the initialisation, and what neither explains alone. A component is a difference of mean squares: below zero it says how near zero it is, and is not clamped.',
      alt: 'Three rows of panels: the variance of estimates over data seeds, over initialisation seeds, and the residual, one colour an estimator, each point with an interval.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where);
      const crossed = new Set(seedVariances(rows).flatMap(({ key, components }) => (components ? [key] : [])));
      const grid = statisticGrid(
        rows,
        (all) => seedVariances(all).filter(({ key }) => crossed.has(key)),
        (['rows', 'columns', 'residual'] as const).map((name) => ({
          title: titles[name],
          about: 'zero' as const,
          span: unscaled,
          of: ({ components }: SeedVariance) => ({
            value: components?.[name].estimate ?? null,
            low: components?.[name].interval.low ?? null,
            high: components?.[name].interval.high ?? null,
          }),
        })),
        { x: options.x, facet },
      );
      return grid === null || crossed.size === 0
        ? null
        : { title: { text: this.title, subtitle: [statusLine(grid.rows)] }, ...grid.drawing };
    },
  };
}
