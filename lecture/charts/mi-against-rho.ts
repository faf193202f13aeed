import type { Chart } from '../site/chart.ts';
import { decimals, plain } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { gaussianMi, seedMeans } from './estimates.ts';
import { estimatorColor, estimatorShape } from './estimator-color.ts';
import { numberTable } from './table.ts';

/** Estimates against the correlation of two normal variables, with the closed form as a line. */
export function miAgainstRhoChart(records: Records): Chart {
  const oneDimension = records.where({ dimension: 1 });
  const means = seedMeans(oneDimension);
  const rhos = oneDimension.distinct<number>('rho');
  const ids = [...new Set(means.map(({ estimator }) => estimator))];
  const steps = Array.from({ length: 199 }, (_, k) => (k - 99) / 100);
  const rows = [
    ...steps.map((rho) => ({ mark: 'truth', rho, nats: gaussianMi(rho, 1).value })),
    ...means.flatMap(({ name, rho, values }) => values.map((nats) => ({ mark: 'read', name, at: rho, nats }))),
  ];
  const y = quantity('nats', 'nats');
  const [color, shape] = [estimatorColor(ids), estimatorShape(ids)];
  const dots = { type: 'point', style: 'replicate', tooltip: true };
  return {
    id: 'mi-against-rho',
    title: 'Mutual information of two normal variables, and trained estimates of it',
    caption:
      'Broad line: −½ log(1 − ρ²). Marks: estimates of networks trained on one sample a seed and read on fresh pairs, and of the nearest-neighbour estimator KSG; large at the chosen correlation.',
    alt: 'Mutual information against the correlation: a curve that is zero at ρ = 0 and rises steeply towards both ends; the estimates lie on it.',
    controls: [{ name: 'chosen', kind: 'slider', label: 'correlation ρ', values: rhos, initial: 0.8 }],
    rows,
    panels: [
      {
        height: 300,
        layer: [
          {
            ...only('truth'),
            mark: { type: 'line', style: 'truthCurve', strokeWidth: 5 },
            encoding: { x: quantity('rho', 'correlation ρ'), y },
          },
          { ...only('read'), mark: dots, encoding: { x: quantity('at', 'correlation ρ'), y, color, shape } },
          {
            ...only('read', 'datum.at === chosen'),
            mark: { ...dots, size: 160, strokeWidth: 2 },
            encoding: { x: quantity('at', 'correlation ρ'), y, color, shape },
          },
        ],
      },
    ],
    reading({ chosen }) {
      const found = means.filter(({ rho }) => rho === chosen);
      const read = found.map(({ name, nats, values }) => `${name} ${decimals(nats.value, 3)} (${values.length} seeds)`);
      return `ρ = ${plain(chosen)}: I = ${decimals(found[0].truth, 3)} nats; means of ${read.join(', ')}.`;
    },
    table: numberTable(
      'Estimates at each correlation, means over seeds',
      ['ρ', 'estimator', 'I', 'estimate', 'largest standard error'],
      means.map(({ rho, name, truth, nats, standardError }) => [rho, name, truth, nats.value, standardError]),
    ),
  };
}
