import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, digits } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { numberTable } from './table.ts';

/** Runs that see all pairs of one small sample of independent variables in every step. */
export const memorizing = (records: Records): Records =>
  records.where({ task: 'independence', references: 'product', status: 'completed' });

const lists = ['minibatchStep', 'minibatchMean', 'selectionStep', 'selectionNats'] as const;

/** The value on the sample and on other pairs, step by step. */
export function overfittingChart(records: Records): Chart {
  const runs = memorizing(records);
  const n = runs.one('n').value;
  const seeds = runs.rows.map((_, k) => k + 1);
  const curves = runs.rows.map(
    (row) =>
      Object.fromEntries(lists.map((field) => [field, row[field] as number[]])) as Record<
        (typeof lists)[number],
        number[]
      >,
  );
  const last = (values: readonly number[]): number => values[values.length - 1];
  const rows = curves.flatMap((curve, k) => [
    ...curve.minibatchStep.map((step, at) => ({
      mark: 'sample',
      run: k + 1,
      step,
      nats: digits(curve.minibatchMean[at], 4),
    })),
    ...curve.selectionStep.map((step, at) => ({
      mark: 'held out',
      run: k + 1,
      step,
      nats: digits(curve.selectionNats[at], 4),
    })),
  ]);
  // a critic that knows a sample by heart falls without end on other pairs
  const frame = { domain: [-5, Math.log(n) + 0.4], nice: false, clamp: true };
  const y = quantity('nats', 'DV, nats', { scale: frame });
  const color = {
    field: 'mark',
    type: 'nominal',
    title: null,
    scale: { domain: ['sample', 'held out'], range: [okabeIto.vermillion, okabeIto.blue] },
    legend: { orient: 'bottom' },
  };
  return {
    id: 'by-heart',
    title: 'Independent variables, learnt by heart',
    caption: `DV on all pairs of a sample of ${n} rows, and the same critic on pairs that it has not seen. Dashed: log n. The truth is zero. The chosen run is drawn heavily; a value below the frame runs along its edge.`,
    alt: 'Value against training step: on the sample it climbs to the logarithm of n; on other pairs it falls below zero.',
    controls: [{ name: 'run', kind: 'slider', label: 'run', values: seeds, initial: 1 }],
    rows: [...rows, { mark: 'log n', nats: Math.log(n) }, { mark: 'zero', nats: 0 }],
    panels: [
      {
        height: 280,
        layer: [
          { ...only('log n'), mark: { type: 'rule', style: 'reference', strokeDash: [5, 4] }, encoding: { y } },
          { ...only('zero'), mark: { type: 'rule', style: 'truth' }, encoding: { y } },
          {
            transform: [{ filter: "(datum.mark === 'sample' || datum.mark === 'held out') && datum.run !== run" }],
            mark: { type: 'line', strokeWidth: 1, opacity: 0.6 },
            encoding: { x: quantity('step', 'step'), y, color, detail: { field: 'run', type: 'nominal' } },
          },
          {
            transform: [{ filter: "(datum.mark === 'sample' || datum.mark === 'held out') && datum.run === run" }],
            mark: { type: 'line', strokeWidth: 2.4 },
            encoding: { x: quantity('step', 'step'), y, color },
          },
        ],
      },
    ],
    reading({ run }) {
      const curve = curves[Number(run) - 1];
      return `Run ${run}, step ${last(curve.minibatchStep)}: ${decimals(last(curve.minibatchMean), 3)} on the sample, where log n = ${decimals(Math.log(n), 3)}; ${decimals(last(curve.selectionNats), 3)} on other pairs.`;
    },
    table: numberTable(
      'At the last step',
      ['run', 'step', 'on the sample', 'largest on the sample', 'held out', 'log n'],
      curves.map((curve, k) => [
        k + 1,
        last(curve.minibatchStep),
        last(curve.minibatchMean),
        Math.max(...curve.minibatchMean),
        last(curve.selectionNats),
        Math.log(n),
      ]),
    ),
  };
}
