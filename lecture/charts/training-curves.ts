import type { JsonObject } from '@minebench/core';
import { estimatorName } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, digits, plain } from '../site/number.ts';
import type { Records, Row } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { estimatorsOf, seedMeans } from './estimates.ts';
import { estimatorColor } from './estimator-color.ts';
import { numberTable } from './table.ts';

const list = (row: Row, field: string): number[] => row[field] as number[];

/** Four digits are more than a line's width. */
const short = (value: number | null): number | null => (value === null ? null : digits(value, 4));

/** Training in twenty dimensions as the minibatches see it, and on pairs that training does not see. */
export function trainingCurvesChart(records: Records): Chart {
  const neural = records.where({ kind: 'neural' });
  const rhos = neural.distinct<number>('rho');
  const ids = estimatorsOf(neural);
  const rows = neural.rows.flatMap((row) => {
    const about = { name: estimatorName(String(row.estimator)), rho: row.rho as number, seed: row.dataSeed as number };
    const points = (mark: string, steps: string, values: string) =>
      list(row, steps).map((step, k) => ({ mark, ...about, step, nats: short(list(row, values)[k]) }));
    const looks = points('held out', 'selectionStep', 'selectionNats');
    const end = row.status === 'completed' ? [] : looks.slice(-1).map((look) => ({ ...look, mark: 'lost' }));
    return [...points('minibatch', 'minibatchStep', 'minibatchMean'), ...looks, ...end];
  });
  const means = seedMeans(neural);
  const truths = rhos.map((rho) => ({ mark: 'truth', rho, truth: neural.where({ rho }).one('truth').value }));
  const without = (rho: unknown, id: string): number =>
    neural.rows.filter((row) => row.rho === rho && row.estimator === id && row.status !== 'completed').length;
  const x = quantity('step', 'step', { axis: { title: 'step', tickCount: 4 } });
  // with the other looks, since a scale has no extent where no run diverged
  const lost = {
    transform: [{ filter: "datum.rho === rho && (datum.mark === 'held out' || datum.mark === 'lost')" }],
    mark: { type: 'text', fontSize: 18, fontWeight: 'bold' },
    encoding: {
      x,
      y: quantity('nats', 'nats'),
      color: estimatorColor(ids),
      text: { condition: { test: "datum.mark === 'lost'", value: '×' }, value: '' },
    },
  };
  const panel = (mark: string, title: string, more: readonly JsonObject[] = []) => ({
    title,
    height: 260,
    layer: [
      {
        ...only('truth', 'datum.rho === rho'),
        mark: { type: 'rule', style: 'truth' },
        encoding: { y: quantity('truth', 'nats') },
      },
      {
        ...only(mark, 'datum.rho === rho'),
        mark: { type: 'line', strokeWidth: 1.3 },
        encoding: {
          x,
          y: quantity('nats', 'nats'),
          color: estimatorColor(ids),
          detail: { field: 'seed', type: 'nominal' },
        },
      },
      ...more,
    ],
  });
  return {
    id: 'training-curves',
    title: 'Training in twenty dimensions',
    caption:
      'First panel: the bound on the minibatches, averaged between two selections. Second panel: the bound on a selection part that the training never sees; training ends when it has not risen for a while. Each line is a seed; the level line is the mutual information; × is where a run diverged.',
    alt: 'Two panels of curves that rise towards the mutual information; at large correlations they end far below it, and on the minibatches DV and MINE wander while MINE-f is jagged.',
    controls: [{ name: 'rho', kind: 'slider', label: 'correlation ρ', values: rhos, initial: 0.5 }],
    rows: [...rows, ...truths],
    panels: [panel('minibatch', 'on minibatches'), panel('held out', 'held out', [lost])],
    reading({ rho }) {
      const read = means
        .filter((one) => one.rho === rho)
        .map(({ name, nats, values }) => `${name} ${decimals(nats.value, 3)} (${values.length} seeds)`);
      const diverged = ids.filter((id) => without(rho, id) > 0).map((id) => `${estimatorName(id)} ${without(rho, id)}`);
      const truth = truths.find((one) => one.rho === rho)!.truth;
      return [
        `ρ = ${plain(rho)}: I = ${decimals(truth, 3)}`,
        ...(read.length > 0 ? [`read on the evaluation part, means of ${read.join(', ')}`] : []),
        ...(diverged.length > 0 ? [`seeds without an estimate, as they diverged: ${diverged.join(', ')}`] : []),
      ]
        .join('; ')
        .concat('.');
    },
    table: numberTable(
      'Estimates on the evaluation part, means over seeds',
      ['ρ', 'estimator', 'I', 'estimate', 'largest standard error'],
      means.map(({ rho, name, truth, nats, standardError }) => [rho, name, truth, nats.value, standardError]),
    ),
  };
}
