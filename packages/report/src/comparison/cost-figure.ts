import { type CellRecord, type Figure, type JsonObject, quantile } from '@minebench/core';
import { nats } from '../claims/judged-groups.ts';
import type { ComparisonAnalysis } from './analyse-comparison.ts';
import { contestantLooks } from './contestant-looks.ts';
import type { ContestantCost } from './costs.ts';

interface Axis {
  readonly title: string;
  readonly format: string;
  of(cost: ContestantCost): number | null;
}

const axes: readonly Axis[] = [
  { title: 'training FLOP a cell', format: '.1s', of: ({ flop }) => flop },
  { title: 'seconds a cell', format: '~g', of: ({ seconds }) => seconds },
  {
    title: 'parameters',
    format: '.1s',
    of: ({ parameters }) => (parameters === null ? null : Math.sqrt(parameters.least * parameters.most)),
  },
];

/** Ticks of a logarithmic axis: 1, 2 and 5 of every decade within the domain, or 1 alone where there are many. */
function ticksOf([low, high]: readonly [number, number]): number[] {
  const decades = Math.log10(high / low);
  const digits = decades < 1.5 ? [1, 2, 3, 5] : decades < 3 ? [1, 3] : [1];
  const first = Math.floor(Math.log10(low));
  return Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => 10 ** (first + index))
    .flatMap((decade) => digits.map((digit) => Number((digit * decade).toPrecision(3))))
    .filter((tick) => tick >= low && tick <= high);
}

/** Both ends of a logarithmic axis that holds the values, at least a factor of three apart. */
function domainOf(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(1.35, Math.sqrt(3 / (most / least)) * 1.1);
  return [least / room, most * room];
}

/** How far above the median an error may lie and still stretch the axis: one that goes astray by twenty decades must not press all others into a corner. */
const ASTRAY = 30;

/** The errors' axis. What lies above it is drawn at its upper edge, with its value. */
function errorAxis(errors: readonly number[]) {
  const most = ASTRAY * quantile(errors, 0.5);
  const domain = domainOf(errors.filter((error) => error <= most));
  const isAbove = (error: number): boolean => error > most;
  return { domain, isAbove, place: (error: number): number => (isAbove(error) ? domain[1] : error) };
}

/** Mean absolute error against what it cost: FLOP, seconds, parameters. */
export const costFigure = (analyse: (records: readonly CellRecord[]) => ComparisonAnalysis): Figure => ({
  id: 'accuracy-against-cost',
  title: 'Accuracy against cost',
  caption:
    'Mean absolute error over tasks against the mean training FLOP of a cell, the median of its seconds (sampling, training and evaluation together, on the machine that ran it) and the parameters (geometric mean of the fewest and the most over tasks). Lower and further left is better. An error of more than 30 times the median is drawn at the upper edge, and told above. Contestants without training are where they have a cost. Whoever lost cells is judged here by the completed ones alone, which flatters: × stands beside it.',
  alt: 'Scatter charts with logarithmic axes: mean absolute error in nats against training operations, seconds and parameters, one mark a contestant.',
  draw(records): JsonObject | null {
    const { costs } = analyse(records);
    const rows = costs.flatMap((cost) =>
      cost.meanAbsoluteError === null || cost.meanAbsoluteError <= 0
        ? []
        : [{ cost, error: cost.meanAbsoluteError, lost: cost.diverged + cost.failed }],
    );
    if (rows.length === 0) return null;
    const { color, shape } = contestantLooks(costs.map(({ contestant }) => contestant));
    const vertical = errorAxis(rows.map(({ error }) => error));
    const panels = axes.flatMap((axis): JsonObject[] => {
      const values = rows.flatMap(({ cost, error, lost }) => {
        const at = axis.of(cost);
        return at === null || at <= 0
          ? []
          : [
              {
                contestant: cost.contestant,
                cost: at,
                error,
                place: vertical.place(error),
                lost: lost === 0 ? '' : `×${lost}`,
              },
            ];
      });
      if (values.length === 0) return [];
      const domain = domainOf(values.map(({ cost }) => cost));
      const x: JsonObject = {
        field: 'cost',
        type: 'quantitative',
        scale: { type: 'log', domain, nice: false },
        axis: { title: axis.title, values: ticksOf(domain), format: axis.format },
      };
      const y: JsonObject = {
        field: 'place',
        type: 'quantitative',
        scale: { type: 'log', domain: vertical.domain, nice: false },
        axis: { title: 'mean |error| (nats)', values: ticksOf(vertical.domain), format: '~g' },
      };
      const tooltip: JsonObject[] = [
        { field: 'contestant', type: 'nominal' },
        { field: 'error', title: 'mean |error|', type: 'quantitative', format: '.4~f' },
        { field: 'cost', title: axis.title, type: 'quantitative', format: '.3~s' },
        { field: 'lost', title: 'lost cells', type: 'nominal' },
      ];
      return [
        {
          width: 345,
          height: 150,
          layer: [
            {
              data: { values },
              mark: { type: 'point', filled: true, size: 90, opacity: 1 },
              encoding: { x, y, color, shape, tooltip },
            },
            {
              data: { values },
              mark: { type: 'text', align: 'left', dx: 8, fontSize: 10 },
              encoding: { x, y, text: { field: 'lost', type: 'nominal' } },
            },
          ],
        },
      ];
    });
    const without = costs.filter(({ meanAbsoluteError }) => meanAbsoluteError === null);
    const above = rows.filter(({ error }) => vertical.isAbove(error));
    const told = [
      ...(without.length === 0 ? [] : [`lost every cell of a task: ${without.map((c) => c.contestant).join(', ')}`]),
      ...(above.length === 0
        ? []
        : [`at the upper edge: ${above.map(({ cost, error }) => `${cost.contestant} ${nats(error)}`).join(', ')}`]),
    ];
    return {
      title: { text: this.title, subtitle: ['means over tasks and seeds', ...told] },
      vconcat: panels,
      resolve: { scale: { color: 'shared', shape: 'shared' } },
    };
  },
});
