import type { Figure, JsonObject } from '@minebench/core';
import { compareValues } from '../groups/replicates.ts';
import { variantNames } from '../groups/variant-name.ts';
import { type StaircaseRow, toStaircaseRows } from '../rows/staircase-row.ts';
import { fieldOf, select, type Where } from '../rows/where.ts';
import { panelTitle } from '../theme/names.ts';
import { appearances } from '../theme/palette.ts';
import { type FigureOptions, figureHead } from './figure-options.ts';
import { staircasePanel } from './staircase-panel.ts';
import { statusLine } from './status-line.ts';

export interface StaircaseOptions extends Omit<FigureOptions, 'where'> {
  readonly where?: Where<StaircaseRow>;
  /** A field with a column of panels for each of its values; `critic` where absent. */
  readonly column?: string;
  /** Names of estimators in the order of the rows; by name where absent. */
  readonly order?: readonly string[];
  /** Draws log b in the panels of this estimator, which never reads above it; `infonce` where absent. */
  readonly capped?: string;
}

/** Of the highest truth: how far the frame reaches below zero and above that truth. */
const REACH = { below: 0.15, above: 1.6 };

const stepsOf = (row: StaircaseRow | undefined): number[] =>
  row ? row.levels.map((_, k) => (k + 1) * row.stepsPerLevel) : [];

/** Minibatch estimates while the true information climbs: a row of panels an estimator, a column a value of `column`. */
export function staircaseFigure(options: StaircaseOptions): Figure {
  const { column = 'critic', capped = 'infonce', order = [] } = options;
  return {
    ...figureHead(options, {
      title: 'Staircase: minibatches while the information climbs',
      caption:
        'Line: what minibatches read before each step of training, averaged over windows of a fortieth of a level. Band: from the smallest to the largest minibatch of each window. Black stairs: the true mutual information. Dotted stairs: InfoNCE at the optimal critic, which no critic exceeds in expectation, or the cap of a population whose references are shuffled within the batch. Dashed: log b, the most that a batch of b pairs can read by InfoNCE. All panels have one scale; what lies beyond runs along the edge. × on the lower edge: where training broke off.',
      alt: 'Grid of line charts, a row an estimator: the estimate on each minibatch in nats against the training step, with a band of its spread, under a staircase of the true mutual information that rises in equal steps.',
    }),
    draw(records): JsonObject | null {
      const rows = select(toStaircaseRows(records), options.where);
      const drawn = rows.filter((row) => row.curve.length > 0);
      if (drawn.length === 0) return null;
      const nameOf = variantNames(drawn.map((row) => row.setting));
      const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
      const sorted = [...drawn].sort(
        (a, b) =>
          place(a.estimator) - place(b.estimator) ||
          compareValues(a.estimator, b.estimator) ||
          compareValues(a.setting['bound.tau'], b.setting['bound.tau']),
      );
      const names = [...new Set(sorted.map((row) => nameOf(row.setting)))];
      const columns = [...new Set(drawn.map((row) => fieldOf(row, column)))].sort(compareValues).reverse();
      const looks = appearances(drawn.map((row) => row.estimator));
      const top = Math.max(1, ...drawn.flatMap((row) => row.levels.map((level) => level.truth ?? 0)));
      const domain = [-REACH.below * top, REACH.above * top] as const;
      const beyond = drawn.flatMap((row) => row.curve).filter(({ low, high }) => low < domain[0] || high > domain[1]);
      const width = columns.length === 1 ? 330 : Math.floor(336 / columns.length);
      const panels = names.flatMap((name, j) =>
        columns.map((value, i) => {
          const members = sorted.filter((row) => nameOf(row.setting) === name && fieldOf(row, column) === value);
          const [first] = members;
          const estimator = sorted.find((row) => nameOf(row.setting) === name)!.estimator;
          return staircasePanel(members, {
            domain,
            width,
            height: 84,
            color: looks.get(estimator)?.color ?? '#7F7F7F',
            heading: j === 0 ? panelTitle(column, value) : null,
            yTitle: i === 0 ? [name, '(nats)'] : null,
            xTitle: j === names.length - 1 ? 'training step' : null,
            steps: stepsOf(drawn.find((row) => fieldOf(row, column) === value)),
            ceiling: estimator === capped && first?.batchSize ? Math.log(first.batchSize) : null,
          });
        }),
      );
      const note = beyond.length > 0 ? [`${beyond.length} windows reach beyond the frame`] : [];
      return {
        title: { text: this.title, subtitle: [statusLine(rows), ...note] },
        columns: columns.length,
        concat: panels,
        spacing: 8,
      };
    },
  };
}
