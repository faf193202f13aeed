import type { Chart } from '../site/chart.ts';
import { decimals } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { objectiveForms } from './objective-forms.ts';
import { numberTable } from './table.ts';

/** Values of the four forms at the optimal critic, each sample of its own. */
export function identityGateChart(records: Records): Chart {
  const seeds = records.distinct<number>('dataSeed');
  const truth = records.one('result.truth.nats').value;
  const read = objectiveForms.flatMap(({ id, name }) =>
    seeds.map((seed) => {
      const one = records.where({ dataSeed: seed });
      const [nats, standardError] = ['nats', 'standardError'].map(
        (field) => one.one(`result.values.${id}.${field}`).value,
      );
      return { mark: 'read', name, seed, nats, standardError };
    }),
  );
  const lines = [-1, 0, 1].map((offset) => ({ mark: 'line', nats: truth + offset }));
  const names = objectiveForms.map(({ name }) => name);
  return {
    id: 'identity-gate',
    title: 'Four forms at the optimal critic',
    caption:
      'Points: the form’s value on a sample, at the critic where its supremum lies. Lines: I − 1, I and I + 1. The slider picks the sample that is filled; standard errors are smaller than the points.',
    alt: 'Four forms against nats: DV and NWJ lie on the mutual information, the form without the logarithm one nat below, the form with the logarithm of e to the t minus one a nat above.',
    controls: [{ name: 'seed', kind: 'slider', label: 'sample', values: seeds, initial: seeds[0] }],
    rows: [...read, ...lines],
    panels: [
      {
        height: 170,
        layer: [
          {
            ...only('line'),
            mark: { type: 'rule', style: 'reference', strokeDash: [4, 3] },
            encoding: { x: quantity('nats', 'nats') },
          },
          {
            ...only('read'),
            mark: { type: 'point', style: 'replicate', size: 70, tooltip: true },
            encoding: {
              x: quantity('nats', 'nats'),
              y: { field: 'name', type: 'nominal', sort: names, axis: { title: null } },
            },
          },
          {
            ...only('read', 'datum.seed === seed'),
            mark: { type: 'point', filled: true, size: 70, opacity: 1, tooltip: true },
            encoding: {
              x: quantity('nats', 'nats'),
              y: { field: 'name', type: 'nominal', sort: names, axis: { title: null } },
            },
          },
        ],
      },
    ],
    reading({ seed }) {
      const values = read.filter((one) => one.seed === seed).map(({ name, nats }) => `${name} ${decimals(nats, 4)}`);
      return `Sample ${seed}: I = ${decimals(truth, 4)}; ${values.join(', ')}.`;
    },
    table: numberTable(
      'Values at the optimal critic',
      ['form', 'sample', 'value', 'standard error', 'value − I'],
      read.map(({ name, seed, nats, standardError }) => [name, seed, nats, standardError, nats - truth]),
    ),
  };
}
