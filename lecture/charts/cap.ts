import { okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { valueAt } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { numberTable } from './table.ts';

/** Ways to pair the rows of a batch. */
const modeNames: Readonly<Record<string, string>> = {
  shuffle: 'shuffled, fixed points and all',
  shift: 'shifted, no fixed point',
  derange: 'deranged, no fixed point',
};

/** Critics trained with references of one law, read on that law and under Q. */
export function trainedOnLaw(records: Records) {
  const found = records.where({ procedure: 'reference-law', status: 'completed' });
  return found.rows.map((row) => {
    const at = (path: string): number => {
      const value = valueAt(row, path);
      if (typeof value !== 'number') throw new Error(`reports/${records.experiment}: no ${path} in a record`);
      return value;
    };
    return {
      truth: at('result.truth.nats'),
      mode: String(valueAt(row, 'params.references.mode')),
      bound: String(valueAt(row, 'params.estimator.bound.id')),
      batchSize: at('params.batchSize'),
      seed: Number(row.dataSeed),
      law: at('result.evaluation.nats'),
      standardError: at('result.evaluation.standardError'),
      product: at('result.readouts.product.nats'),
      cap: at('result.cap.nats'),
    };
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What shuffling with fixed points costs: estimates against the truth, with the cap. */
export function capChart(records: Records): Chart {
  const all = trainedOnLaw(records);
  const truths = [...new Set(all.map(({ truth }) => truth))].sort((a, b) => a - b);
  const modes = [...new Set(all.map(({ mode }) => mode))];
  const batch = all[0].batchSize;
  const nearest = (value: number): string => decimals(value, 1);
  const x = quantity('truth', 'mutual information, nats');
  const y = quantity('nats', 'nats');
  const rows = [
    ...all.flatMap(({ truth, mode, law, product }) => [
      { mark: 'law', truth, mode, nats: law },
      { mark: 'product', truth, mode, nats: product },
    ]),
    ...truths.map((truth) => ({ mark: 'truth', truth, nats: truth })),
    ...modes.flatMap((mode) =>
      truths.map((truth) => ({
        mark: 'cap',
        mode,
        truth,
        nats: mean(all.filter((one) => one.mode === mode && one.truth === truth).map(({ cap }) => cap)),
      })),
    ),
    { mark: 'log b', nats: Math.log(batch) },
  ];
  const here = 'datum.mode === mode';
  return {
    id: 'cap',
    title: 'What joint pairs among the references cost',
    caption: `Critics trained with references from batches of ${batch}. Circles: read on fresh pairs of the law that the references had. Crosses: the same critic read under Q. Line: what no critic can exceed under that law. Dashed: log b. Broad line: the truth.`,
    alt: 'Estimates against the mutual information: with shuffled references they bend over and stay below the cap, which is below log b; with shifted ones they go on rising.',
    controls: [
      {
        name: 'truth',
        kind: 'slider',
        label: 'mutual information',
        values: truths,
        initial: truths[truths.length - 1],
        show: (value) => `${nearest(Number(value))} nats`,
      },
      {
        name: 'mode',
        kind: 'choice',
        label: 'references',
        values: modes,
        initial: modes[0],
        show: (value) => modeNames[value] ?? String(value),
      },
    ],
    rows,
    panels: [
      {
        height: 280,
        encoding: { x, y },
        layer: [
          { ...only('truth'), mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 } },
          {
            ...only('log b'),
            mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
            encoding: { x: { value: 0 }, x2: { value: 'width' } },
          },
          { ...only('cap', here), mark: { type: 'line', color: okabeIto.vermillion, strokeWidth: 2 } },
          {
            ...only('product', here),
            mark: { type: 'point', shape: 'cross', size: 40, color: okabeIto.bluishGreen, tooltip: true },
          },
          { ...only('law', here), mark: { type: 'point', size: 50, color: okabeIto.blue, tooltip: true } },
          {
            ...only('law', `${here} && datum.truth === truth`),
            mark: { type: 'point', size: 130, color: okabeIto.blue, strokeWidth: 2 },
          },
        ],
      },
    ],
    reading({ truth, mode }) {
      const found = all.filter((one) => one.truth === truth && one.mode === mode);
      if (found.length === 0)
        return `I = ${nearest(Number(truth))}, ${modeNames[mode] ?? mode}: not among the records.`;
      const bounds = [...new Set(found.map(({ bound }) => bound))].map((bound) => {
        const of = found.filter((one) => one.bound === bound);
        return `${bound} ${decimals(mean(of.map(({ law }) => law)), 2)} on the law of its references, ${decimals(mean(of.map(({ product }) => product)), 2)} under Q`;
      });
      return `I = ${nearest(Number(truth))}, ${modeNames[mode] ?? mode}: at most ${decimals(found[0].cap, 2)}; ${bounds.join('; ')}.`;
    },
    table: numberTable(
      `Critics trained with references from batches of ${batch}`,
      ['I', 'references', 'bound', 'seed', 'on their law', 'standard error', 'cap', 'under Q'],
      all.map((one) => [
        one.truth,
        modeNames[one.mode] ?? one.mode,
        one.bound,
        one.seed,
        one.law,
        one.standardError,
        one.cap,
        one.product,
      ]),
    ),
  };
}
