import { mean } from '@minebench/core';
import { appearances } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { numberTable } from './table.ts';

const shapes: Readonly<Record<string, string>> = { x: 'x', '2x': '2x', sin: 'sin x', 'x^3': 'x³', cube: 'x³' };

/** Estimates of Y = f(X) + sigma e with X uniform on (-1, 1), and the exact information. */
export function equitable(records: Records) {
  return records.where({ task: 'equitability', status: 'completed' }).rows.map((row) => {
    const { f, sigma } = JSON.parse(String(row.taskOptions)) as { f: string; sigma: number };
    return {
      f,
      name: shapes[f] ?? f,
      sigma,
      seed: Number(row.dataSeed),
      nats: Number(row.nats),
      truth: Number(row.truth),
    };
  });
}

/** Information against the noise, for several shapes of the dependence. */
export function equitabilityChart(records: Records): Chart {
  const all = equitable(records);
  const names = [...new Set(Object.values(shapes))].filter((name) => all.some((one) => one.name === name));
  const sigmas = [...new Set(all.map(({ sigma }) => sigma))].sort((a, b) => a - b);
  const group = (name: string, sigma: unknown) => all.filter((one) => one.name === name && one.sigma === sigma);
  const looks = [...appearances(['dv', 'mine', 'mine-f', 'ksg']).values()];
  const color = {
    field: 'name',
    type: 'nominal',
    title: 'f(x)',
    scale: { domain: names, range: looks.map((look) => look.color) },
    legend: { orient: 'bottom' },
  };
  const shape = { ...color, scale: { domain: names, range: looks.map((look) => look.shape) } };
  const y = quantity('nats', 'nats');
  const x = quantity('sigma', 'noise σ');
  return {
    id: 'equitability',
    title: 'The same noise, other functions',
    caption:
      'Lines: the exact information of Y = f(X) + σε, X uniform on (−1, 1) and ε normal, by quadrature. Marks: MINE, each trained on a sample of its own and read on fresh pairs. The second panel has the chosen noise alone.',
    alt: 'Information against noise: four falling curves, that of 2x above, that of x cubed below; the estimates lie on them, so that at one noise the four functions have quite different information.',
    controls: [
      {
        name: 'chosen',
        kind: 'slider',
        label: 'noise σ',
        values: sigmas,
        initial: sigmas.includes(0.5) ? 0.5 : sigmas[0],
      },
    ],
    rows: [
      ...all.map((one) => ({ mark: 'read', ...one })),
      ...names.flatMap((name) =>
        sigmas.map((sigma) => ({ mark: 'truth', name, sigma, nats: group(name, sigma)[0].truth })),
      ),
    ],
    panels: [
      {
        title: 'all noises',
        height: 260,
        layer: [
          { ...only('truth'), mark: { type: 'line', strokeWidth: 2, opacity: 0.6 }, encoding: { x, y, color } },
          { ...only('read'), mark: { type: 'point', size: 30, tooltip: true }, encoding: { x, y, color, shape } },
          { ...only('truth', 'datum.sigma === chosen'), mark: { type: 'rule', style: 'reference' }, encoding: { x } },
        ],
      },
      {
        title: 'the chosen noise',
        height: 260,
        layer: [
          {
            ...only('truth', 'datum.sigma === chosen'),
            mark: { type: 'tick', thickness: 3, opacity: 0.6 },
            encoding: {
              x: { field: 'name', type: 'nominal', sort: names, axis: { title: 'f(x)', labelAngle: 0 } },
              y: { ...y, scale: { zero: true } },
              color,
            },
          },
          {
            ...only('read', 'datum.sigma === chosen'),
            mark: { type: 'point', size: 60, tooltip: true },
            encoding: { x: { field: 'name', type: 'nominal', sort: names }, y, color, shape },
          },
        ],
      },
    ],
    reading({ chosen }) {
      const parts = names.map((name) => {
        const found = group(name, chosen);
        return `${name}: ${decimals(mean(found.map(({ nats }) => nats)), 3)} (exact ${decimals(found[0].truth, 3)})`;
      });
      return `σ = ${chosen}, MINE, means over seeds: ${parts.join('; ')}.`;
    },
    table: numberTable(
      'MINE and the exact information',
      ['f(x)', 'σ', 'seed', 'MINE', 'exact'],
      all.map((one) => [one.name, one.sigma, one.seed, one.nats, one.truth]),
    ),
  };
}
