import type { Figure, JsonObject } from '@minebench/core';
import { summarize } from '../groups/group-summary.ts';
import { intervalCaveat, intervalNote, leastForIntervalInWords } from '../groups/interval-note.ts';
import { toRows } from '../rows/to-rows.ts';
import { select } from '../rows/where.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { statisticGrid } from './statistic-grid.ts';
import { statusLine } from './status-line.ts';

export interface BiasAndVarianceOptions extends FigureOptions {
  /** The field on the horizontal axis: `rho`, `truth`, `n`, `batchSize`, `referenceSize`, `dimension`; where absent, the first that varies. */
  readonly x?: string;
  /** A field with a column of panels for each of its values, or a row of more than two; `dimension` where absent and not on the axis. */
  readonly facet?: string;
  /** Draws the variance in nats^2 instead of its square root. */
  readonly variance?: boolean;
}

/**
 * Bias above and standard deviation (or variance) below, over replicates, each with its 95% bootstrap interval; one column of panels for each
 * value of `facet`. Of more than two values each has a row instead, bias at its left.
 */
export function biasAndVariance(options: BiasAndVarianceOptions): Figure {
  const { variance = false } = options;
  const facet = options.facet ?? (options.x === 'dimension' ? 'rho' : 'dimension');
  const spreadName = variance ? 'variance' : 'standard deviation';
  return {
    ...figureHead(options, {
      title: `Bias and ${spreadName} over replicates`,
      caption: `Above or at the left: bias, the mean of the estimates over replicates less the true mutual information. Below or at the right: their ${spreadName} over replicates. Bars are 95% percentile bootstrap intervals over the completed replicates, given from ${leastForIntervalInWords} on: fewer only span their range. ${intervalCaveat} × stands on the lower edge for cells that diverged or failed, ▲▼ for values beyond the axis.`,
      alt: `Two rows or columns of panels: the bias of the estimates in nats about a zero line, and the ${spreadName} over replicates, one colour an estimator, each point with an interval.`,
    }),
    draw(records): JsonObject | null {
      const power = (value: number | null | undefined): number | null =>
        value === null || value === undefined ? null : variance ? value * value : value;
      const grid = statisticGrid(
        select(toRows(records), options.where),
        summarize,
        [
          {
            title: 'bias (nats)',
            about: 'zero',
            marksLost: true,
            of: ({ bias, biasInterval }) => ({
              value: bias,
              low: biasInterval?.low ?? null,
              high: biasInterval?.high ?? null,
            }),
          },
          {
            title: `${spreadName} (nats${variance ? '²' : ''})`,
            about: 'floor',
            marksLost: true,
            span: (truth) => (variance ? truth ** 2 : truth),
            of: ({ standardDeviation, standardDeviationInterval }) => ({
              value: power(standardDeviation),
              low: power(standardDeviationInterval?.low),
              high: power(standardDeviationInterval?.high),
            }),
          },
        ],
        { x: options.x, facet },
      );
      if (grid === null) return null;
      return {
        title: { text: this.title, subtitle: [statusLine(grid.rows), ...intervalNote(grid.groups, 'point')] },
        ...grid.drawing,
      };
    },
  };
}
