import type { Figure, JsonObject } from '@minebench/core';
import { errorParts } from '../groups/error-parts.ts';
import type { SeedMean } from '../groups/seed-mean.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { statisticGrid } from './statistic-grid.ts';
import { statusLine } from './status-line.ts';

export interface ErrorDecompositionOptions extends FigureOptions {
  /** The field on the horizontal axis: `rho`, `truth`, `n`, `batchSize`, `dimension`; where absent, the first that varies. */
  readonly x?: string;
  /** A field with a column of panels for each of its values, or a row of more than two; `dimension` where absent. */
  readonly facet?: string;
}

const shown = (part: SeedMean | null) => ({
  value: part?.mean ?? null,
  low: part?.interval?.low ?? null,
  high: part?.interval?.high ?? null,
});

/**
 * The mean error of each bound in two parts: its own, which the optimal critic log dP/dQ has on the same evaluation pairs, and the optimisation's, which the trained critic
 * adds. Only for tasks whose density ratio is known, and bounds whose optimum is a function of it.
 */
export function errorDecomposition(options: ErrorDecompositionOptions): Figure {
  const { facet = 'dimension' } = options;
  return {
    ...figureHead(options, {
      title: 'Error of the bound and of the optimisation',
      caption:
        'Above or at the left: what the bound reads at the optimal critic, on the same evaluation pairs, less the true mutual information: an error that no training mends. Below or at the right: the estimate less that reading, what training did not reach. The two add up to the mean error. Bars are 95% Student intervals over seeds. × stands on the lower edge for cells that diverged or failed.',
      alt: 'Two rows or columns of panels about a zero line: the error of each bound at the optimal critic, then the error that the trained critic adds, one colour a bound.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toRows(records), options.where);
      const known = new Set(
        rows.flatMap(({ estimator, optimalCriticNats }) => (optimalCriticNats === null ? [] : [estimator])),
      );
      const grid = statisticGrid(
        rows.filter(({ estimator }) => known.has(estimator)),
        errorParts,
        [
          { title: "the bound's own (nats)", about: 'zero', of: ({ own }) => shown(own) },
          {
            title: "the optimisation's (nats)",
            about: 'zero',
            marksLost: true,
            of: ({ optimisation }) => shown(optimisation),
          },
        ],
        { x: options.x, facet },
      );
      return grid === null ? null : { title: { text: this.title, subtitle: [statusLine(grid.rows)] }, ...grid.drawing };
    },
  };
}
