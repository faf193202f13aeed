import { mean } from '@minebench/core';
import { estimatorName } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, plain } from '../site/number.ts';
import type { Records, Row } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { estimatorColor, estimatorShape } from './estimator-color.ts';
import { numberTable } from './table.ts';

/** One trained critic read by one bound, on its own evaluation pairs. */
export interface Readout {
  readonly trained: string;
  readonly read: string;
  readonly rho: number;
  readonly seed: number;
  readonly nats: number;
  readonly truth: number;
}

/** Every trained critic of the records, read as DV and as MINE-f. */
export function readouts(records: Records): Readout[] {
  const neural = records.where({ kind: 'neural', status: 'completed' });
  return neural.rows.flatMap((row: Row) =>
    (row.readoutIds as string[]).map((id, k) => ({
      trained: estimatorName(String(row.estimator)),
      read: estimatorName(id),
      rho: Number(row.rho),
      seed: Number(row.dataSeed),
      nats: (row.readoutNats as number[])[k],
      truth: Number(row.truth),
    })),
  );
}

/** Critics by what they were trained with, and what two bounds read off them. */
export function readoutsChart(records: Records, most: number): Chart {
  const read = readouts(records).filter(({ rho }) => Math.abs(rho) <= most);
  const rhos = [...new Set(read.map(({ rho }) => rho))].sort((a, b) => a - b);
  const trained = [...new Set(read.map((one) => one.trained))];
  const ids = ['dv', 'mine-f'];
  const color = { ...estimatorColor(ids, 'read'), title: 'read as' };
  const shape = { ...estimatorShape(ids, 'read'), title: 'read as' };
  return {
    id: 'readouts',
    title: 'The same critics, read twice',
    caption:
      'Each mark: a critic trained with the bound of its row, read as DV or as MINE-f on the same fresh pairs. Line: the mutual information.',
    alt: 'Critics by the bound they were trained with: read as DV all lie near the mutual information; read as MINE-f those trained with MINE-f lie there too, those trained with DV or MINE far to the left.',
    controls: [{ name: 'rho', kind: 'slider', label: 'correlation ρ', values: rhos, initial: rhos[rhos.length - 1] }],
    rows: read.map((row) => ({ mark: 'read', ...row })),
    panels: [
      {
        height: 150,
        transform: [{ filter: 'datum.rho === rho' }],
        layer: [
          {
            transform: [{ aggregate: [{ op: 'mean', field: 'truth', as: 'truth' }] }],
            mark: { type: 'rule', style: 'truth' },
            encoding: { x: quantity('truth', 'nats') },
          },
          {
            ...only('read'),
            mark: { type: 'point', size: 70, strokeWidth: 1.6, tooltip: true },
            encoding: {
              x: quantity('nats', 'nats', { axis: { title: 'nats', tickCount: 6 } }),
              y: { field: 'trained', type: 'nominal', sort: trained, axis: { title: 'trained with' } },
              color,
              shape,
            },
          },
        ],
      },
    ],
    reading({ rho }) {
      const here = read.filter((one) => one.rho === rho);
      const parts = trained.map((bound) => {
        const by = (name: string) =>
          mean(here.filter((one) => one.trained === bound && one.read === name).map((one) => one.nats));
        return `trained with ${bound}: read as DV ${decimals(by('DV'), 3)}, as MINE-f ${decimals(by('MINE-f'), 3)}`;
      });
      return `ρ = ${plain(rho)}, I = ${decimals(here[0].truth, 3)}; means over seeds: ${parts.join('; ')}.`;
    },
    table: numberTable(
      'Critics read as DV and as MINE-f',
      ['ρ', 'trained with', 'seed', 'read as', 'nats', 'I'],
      read.map((one) => [one.rho, one.trained, one.seed, one.read, one.nats, one.truth]),
    ),
  };
}
