import { mean } from '@minebench/core';
import { estimatorName, okabeIto } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { numberTable } from './table.ts';
import { pairingNames, trainedOnLaw } from './trained-on-law.ts';

/** What was read off a critic, as the legend names it, and how it is drawn. */
const readings = [
  { field: 'law', name: 'on the law of its references', color: okabeIto.blue, shape: 'circle', beside: 0 },
  { field: 'product', name: 'under Q', color: okabeIto.bluishGreen, shape: 'cross', beside: 0.2 },
  {
    field: 'minibatch',
    name: 'on its last minibatches',
    color: okabeIto.reddishPurple,
    shape: 'triangle-up',
    beside: -0.2,
  },
] as const;

/** What shuffling with fixed points costs: estimates against the truth, with the cap. */
export function capChart(records: Records): Chart {
  const all = trainedOnLaw(records);
  const truths = [...new Set(all.map(({ truth }) => truth))];
  const [modes, bounds] = [[...new Set(all.map(({ mode }) => mode))], [...new Set(all.map(({ bound }) => bound))]];
  const batch = all[0].batchSize;
  const here = 'datum.mode === mode && datum.bound === bound';
  const named = (mode: unknown): string => pairingNames[String(mode)] ?? String(mode);
  const frame = { domain: [0, Math.max(...truths)], nice: false, clamp: true };
  const ends = { domain: [0, 1.05 * Math.max(...truths)], nice: false };
  const axis = { title: 'mutual information, nats', values: truths };
  const [x, y] = [quantity('truth', '', { scale: ends, axis }), quantity('nats', 'nats', { scale: frame })];
  const caps = modes.flatMap((mode) =>
    truths.map((truth) => {
      const found = all.filter((one) => one.mode === mode && one.truth === truth);
      return { mark: 'cap', mode, truth, nats: mean(found.map(({ cap }) => cap)) };
    }),
  );
  const look = (channel: 'color' | 'shape') => ({
    field: 'read',
    type: 'nominal',
    title: null,
    scale: { domain: readings.map(({ name }) => name), range: readings.map((one) => one[channel]) },
    legend: { orient: 'bottom', columns: 1 },
  });
  return {
    id: 'cap',
    title: 'What joint pairs among the references cost',
    caption: `Critics trained with references from batches of ${batch}, two seeds each. Circles: read on fresh pairs of the law that the references had, with bars of three standard errors. Crosses: the same critic read under Q; under that law nothing is capped. Triangles: what the minibatches said at the end of training. Line: what no critic exceeds on the law of the references. Dashed: log b. Broad line: the truth. Values beyond the frame stand at its edge.`,
    alt: 'Estimates against the mutual information: with shuffled references those on their own law level off below the cap, which itself levels off below log b; with shifted ones they go on rising. Values on minibatches scatter widely.',
    controls: [
      {
        name: 'truth',
        kind: 'slider',
        label: 'mutual information',
        values: truths,
        initial: truths[truths.length - 1],
        show: (value) => `${value} nats`,
      },
      { name: 'mode', kind: 'choice', label: 'references', values: modes, initial: modes[0], show: named },
      {
        name: 'bound',
        kind: 'choice',
        label: 'trained with',
        values: bounds,
        initial: bounds[0],
        show: (value) => estimatorName(String(value)),
      },
    ],
    rows: [
      ...all.flatMap(({ truth, mode, bound, standardError, ...one }) =>
        readings.map(({ field, name, beside }) => ({
          mark: 'read',
          truth,
          at: truth + beside,
          mode,
          bound,
          read: name,
          nats: one[field],
          ...(field === 'law' ? { low: one.law - 3 * standardError, high: one.law + 3 * standardError } : {}),
        })),
      ),
      ...truths.map((truth) => ({ mark: 'truth', truth, nats: truth })),
      ...caps,
      { mark: 'log b', nats: Math.log(batch) },
    ],
    panels: [
      {
        height: 300,
        encoding: { x, y },
        layer: [
          { ...only('truth'), mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 } },
          {
            ...only('log b'),
            mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
            encoding: { x: { value: 0 }, x2: { value: 'width' } },
          },
          {
            ...only('cap', 'datum.mode === mode'),
            mark: { type: 'line', color: okabeIto.vermillion, strokeWidth: 2 },
          },
          {
            ...only('read', `${here} && isValid(datum.low)`),
            mark: { type: 'rule', color: okabeIto.blue },
            encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
          },
          {
            ...only('read', here),
            mark: { type: 'point', size: 50, tooltip: true },
            encoding: { x: { ...x, field: 'at' }, color: look('color'), shape: look('shape') },
          },
          {
            ...only('read', `${here} && datum.truth === truth && isValid(datum.low)`),
            mark: { type: 'point', size: 130, color: okabeIto.blue, strokeWidth: 2 },
          },
        ],
      },
    ],
    reading({ truth, mode, bound }) {
      const about = `I = ${truth}, ${named(mode)}, trained with ${estimatorName(String(bound))}`;
      const found = all.filter((one) => one.truth === truth && one.mode === mode && one.bound === bound);
      if (found.length === 0) return `${about}: not among the records.`;
      const [law, product, minibatch] = readings.map(({ field }) => decimals(mean(found.map((one) => one[field])), 2));
      return `${about}: on the law of its references ${law}, where at most ${decimals(found[0].cap, 2)} can be read; under Q ${product}; on minibatches ${minibatch}.`;
    },
    table: numberTable(
      `Critics trained with references from batches of ${batch}`,
      ['I', 'references', 'bound', 'seed', 'on their law', 'standard error', 'reliable', 'cap', 'under Q', 'minibatch'],
      all.map((one) => [
        one.truth,
        named(one.mode),
        estimatorName(one.bound),
        one.seed,
        one.law,
        one.standardError,
        one.reliable ? 'yes' : 'no: one pair dominates',
        one.cap,
        one.product,
        one.minibatch,
      ]),
    ),
  };
}
