import { type JsonObject, mean } from '@minebench/core';
import { thinCurve } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, digits } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { estimatorColor, estimatorShape } from './estimator-color.ts';
import { type Curve, examples, reported, singleRuns } from './single-runs.ts';
import { numberTable } from './table.ts';

/** Points of a curve in a picture of this width. */
const limit = 60;

function thinned({ step, nats }: Curve) {
  const points = thinCurve({ step, value: nats }, limit);
  return { step: points.map((point) => point.step), nats: points.map(({ value }) => value && digits(value, 4)) };
}

/** Runs of two examples along their training, and the three numbers that each of them could report. */
export function threeNumbersChart(records: Records): Chart {
  const all = singleRuns(records);
  const ids = [...new Set(all.map(({ estimator }) => estimator))];
  const runs = [...new Set(all.map(({ run }) => run))].sort((a, b) => a - b);
  const names = examples.map(({ name }) => name);
  const here = 'datum.example === example';
  const frame = { domain: [-0.2, 1], nice: false, clamp: true };
  const [nats, kinds] = [quantity('nats', 'nats', { scale: frame }), reported.map(({ name }) => name)];
  const number = quantity('nats', 'nats', {
    scale: { zero: false, padding: 12 },
    axis: { title: 'nats', tickCount: 4 },
  });
  const legend = { orient: 'bottom', columns: 3 };
  const [color, shape] = [
    { ...estimatorColor(ids), legend },
    { ...estimatorShape(ids), legend },
  ];
  const lines = (mark: string, filter: string, look: JsonObject): JsonObject => ({
    transform: [{ filter: `datum.mark === '${mark}' && ${here} && ${filter}` }, { flatten: ['step', 'nats'] }],
    mark: { type: 'line', ...look },
    encoding: {
      x: quantity('step', 'step', { axis: { title: 'training step', tickCount: 4, format: ',d' } }),
      y: nats,
      color,
      detail: { field: 'run', type: 'nominal' },
    },
  });
  const kind = { field: 'kind', type: 'nominal', sort: kinds, axis: { title: null } };
  const marks = (filter: string, look: JsonObject): JsonObject => ({
    ...only('number', `${here} && ${filter}`),
    mark: { type: 'point', tooltip: true, ...look },
    encoding: { x: number, y: kind, yOffset: { field: 'name', type: 'nominal' }, color, shape },
  });
  return {
    id: 'three-numbers',
    title: 'Ten runs, and three numbers of each',
    caption:
      'First panel: thin lines are the bound on the selection part, a line a run; the chosen run is drawn heavily, and dotted is its bound on the minibatches. Second panel: the three numbers that a run could report; open marks are runs, filled ones the chosen run. Level and upright line: the mutual information. In the first panel a value below the frame stands at its edge.',
    alt: 'In the first panel, curves that rise towards the mutual information; for the mixture from small weights some rest at zero for many steps. In the second panel, three rows of marks: minibatches and the largest value on the selection part lie further to the right than what is read on the evaluation part.',
    controls: [
      { name: 'run', kind: 'slider', label: 'run', values: runs, initial: runs[0] },
      { name: 'example', kind: 'choice', label: 'example', values: names, initial: names[0] },
    ],
    rows: [
      ...all.flatMap(({ example, name, run, minibatch, selection }) => [
        { mark: 'selection', example, name, run, ...thinned(selection) },
        { mark: 'minibatch', example, name, run, ...thinned(minibatch) },
      ]),
      ...all.flatMap(({ example, name, run, ...one }) =>
        reported.map(({ field, name: kind }) => ({
          mark: 'number',
          example,
          name,
          run,
          kind,
          nats: one.reported[field],
        })),
      ),
      ...names.map((example) => ({
        mark: 'truth',
        example,
        nats: all.find((one) => one.example === example)!.truth,
      })),
    ],
    panels: [
      {
        title: 'along the training',
        height: 280,
        layer: [
          { ...only('truth', here), mark: { type: 'rule', style: 'truth' }, encoding: { y: nats } },
          lines('selection', 'datum.run !== run', { strokeWidth: 1, opacity: 0.5 }),
          lines('minibatch', 'datum.run === run', { strokeWidth: 1.2, strokeDash: [2, 3] }),
          lines('selection', 'datum.run === run', { strokeWidth: 2.4 }),
        ],
      },
      {
        title: 'the three numbers',
        height: 280,
        layer: [
          { ...only('truth', here), mark: { type: 'rule', style: 'truth' }, encoding: { x: number } },
          marks('datum.run !== run', { size: 28, opacity: 0.7 }),
          marks('datum.run === run', { size: 70, filled: true, opacity: 1 }),
        ],
      },
    ],
    reading({ run, example }) {
      const own = all.filter((one) => one.example === example);
      const parts = own
        .filter((one) => one.run === run)
        .map(({ name, reported: { minibatchAverage, maxOverSelection, nats }, standardError }) => {
          const [last, most, read] = [minibatchAverage, maxOverSelection, nats].map((value) => decimals(value, 3));
          return `${name}: last minibatches ${last}, largest on selection ${most}, evaluation ${read} ± ${decimals(standardError, 3)}`;
        });
      return `${example}, run ${run}, I = ${decimals(own[0].truth, 3)}; ${parts.join('; ')}.`;
    },
    table: numberTable(
      'Means over runs',
      ['example', 'trained with', 'runs', 'I', ...kinds, 'mean standard error'],
      names.flatMap((example) =>
        ids.flatMap((id) => {
          const own = all.filter((one) => one.example === example && one.estimator === id);
          if (own.length === 0) return [];
          const [{ name, truth }] = own;
          const means = reported.map(({ field }) => mean(own.map((one) => one.reported[field])));
          return [[example, name, own.length, truth, ...means, mean(own.map((one) => one.standardError))]];
        }),
      ),
    ),
  };
}
