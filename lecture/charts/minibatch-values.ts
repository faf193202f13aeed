import { estimatorName, nwjVariance } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { brief, decimals, digits } from '../site/number.ts';
import { closedForm, type Reading, type Records, valueAt } from '../site/records.ts';
import { logarithmic, only, quantity } from './axes.ts';
import { estimatorColor, estimatorShape } from './estimator-color.ts';
import { numberTable } from './table.ts';

const bounds = ['dv', 'nwj', 'infonce'];

/** A bound at its optimal critic on many minibatches; nats. */
export interface MinibatchValues {
  readonly truth: number;
  readonly bound: string;
  readonly name: string;
  readonly mean: number;
  readonly standardError: number;
  readonly variance: number;
  readonly smallest: number;
  readonly largest: number;
}

/** What all records of `experiments/optimal-critic.ts` share. */
const sizes = (records: Records) => ({
  dimension: records.one('params.task.dimension').value,
  batchSize: records.one('params.batchSize').value,
  referenceSize: records.one('params.referenceSize').value,
});

/** Variance of NWJ on a minibatch at its optimal critic, of d correlated normal components that have this information. */
export function nwjVarianceAt(records: Records, truth: number): Reading {
  const shared = sizes(records);
  const { dimension, batchSize, referenceSize } = shared;
  return closedForm(
    nwjVariance({ ...shared, truth }),
    `dρ²/b + (e^(2I) − 1)/n′ at d = ${dimension}, b = ${batchSize}, n′ = ${referenceSize}, I = ${truth}`,
  );
}

/** Every bound at every information of the records. */
export const minibatchValues = (records: Records): MinibatchValues[] =>
  records
    .where({ procedure: 'minibatch-oracle', status: 'completed' })
    .rows.flatMap((row) =>
      bounds.map((bound): MinibatchValues => {
        const at = (field: string): number => Number(valueAt(row, `result.values.${bound}.${field}`));
        return {
          truth: digits(Number(valueAt(row, 'result.truth.nats')), 12),
          bound,
          name: estimatorName(bound),
          mean: at('mean'),
          standardError: at('standardError'),
          variance: at('variance'),
          smallest: at('smallest'),
          largest: at('largest'),
        };
      }),
    )
    .sort((a, b) => a.truth - b.truth);

/** Mean and variance of three bounds on minibatches, each at the best critic that there is. */
export function minibatchValuesChart(records: Records): Chart {
  const all = minibatchValues(records);
  const truths = [...new Set(all.map(({ truth }) => truth))];
  const most = truths[truths.length - 1];
  const { batchSize } = sizes(records);
  const line = Array.from({ length: 61 }, (_, k) => truths[0] + (k / 60) * (most - truths[0]));
  const x = quantity('truth', 'mutual information, nats', {
    scale: { domain: [0, 1.03 * most], nice: false },
    axis: { title: 'mutual information, nats', tickCount: 5 },
  });
  const [color, shape] = [estimatorColor(bounds), estimatorShape(bounds)];
  const tens = [1e-3, 1, 1e3, 1e6, 1e9];
  const [mean, variance] = [quantity('mean', 'nats'), logarithmic('variance', 'nats²', tens)];
  const chosen = {
    ...only('level', 'datum.truth === truth'),
    mark: { type: 'rule', style: 'reference' },
    encoding: { x },
  };
  const read = (y: typeof mean) => [
    { ...only('read'), mark: { type: 'line', strokeWidth: 1.4 }, encoding: { x, y, color } },
    { ...only('read'), mark: { type: 'point', size: 45, tooltip: true }, encoding: { x, y, color, shape } },
    {
      ...only('read', 'datum.truth === truth'),
      mark: { type: 'point', size: 80, filled: true, opacity: 1 },
      encoding: { x, y, color, shape },
    },
  ];
  return {
    id: 'minibatch-values',
    title: 'Three bounds at the best critic',
    caption: `Values on minibatches of ${batchSize} pairs at the optimal critic, without any training. First panel: means over minibatches; broad line: the truth; dashed: log b. Second panel: variances; line: the closed form for NWJ. Where information is large that variance hangs on rare minibatches: one that was drawn lifts the measured one above the line, and those that were not leave it far below.`,
    alt: 'In the first panel, means against the mutual information: NWJ near the truth, DV above it and further and further, InfoNCE below it and level under log b. In the second panel, variances on a logarithmic axis: the closed form of NWJ goes up along a straight line, its measured variance stays behind it, that of InfoNCE falls.',
    controls: [
      {
        name: 'truth',
        kind: 'slider',
        label: 'mutual information',
        values: truths,
        initial: truths.includes(4) ? 4 : truths[0],
        show: (value) => `${value} nats`,
      },
    ],
    rows: [
      ...all.map(({ truth, name, mean, variance }) => ({ mark: 'read', truth, name, mean, variance })),
      ...line.map((truth) => ({
        mark: 'line',
        truth,
        mean: truth,
        variance: digits(nwjVarianceAt(records, truth).value, 5),
      })),
      ...truths.map((truth) => ({ mark: 'level', truth })),
      { mark: 'log b', mean: Math.log(batchSize) },
    ],
    panels: [
      {
        title: 'mean over minibatches',
        height: 280,
        layer: [
          { ...only('line'), mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 }, encoding: { x, y: mean } },
          {
            ...only('log b'),
            mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
            encoding: { y: mean },
          },
          chosen,
          ...read(mean),
        ],
      },
      {
        title: 'variance over minibatches',
        height: 280,
        layer: [
          {
            ...only('line'),
            mark: { type: 'line', style: 'truthCurve', strokeWidth: 3 },
            encoding: { x, y: variance },
          },
          chosen,
          ...read(variance),
        ],
      },
    ],
    reading({ truth }) {
      const parts = all
        .filter((one) => one.truth === truth)
        .map(
          ({ name, mean, standardError, variance }) =>
            `${name}: mean ${decimals(mean, 3)} ± ${decimals(standardError, 3)}, variance ${brief(variance, 2)}`,
        );
      return `I = ${truth}; ${parts.join('; ')}. NWJ’s variance in closed form: ${brief(nwjVarianceAt(records, Number(truth)).value, 2)}.`;
    },
    table: numberTable(
      `Minibatches of ${batchSize} pairs at the optimal critic`,
      ['I', 'bound', 'mean', 'standard error', 'variance', 'smallest', 'largest'],
      all.map(({ truth, name, mean, standardError, variance, smallest, largest }) => [
        truth,
        name,
        mean,
        standardError,
        variance,
        smallest,
        largest,
      ]),
    ),
  };
}
