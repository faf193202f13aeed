import type { JsonObject } from '@minebench/core';
import { mean } from '@minebench/core';
import { estimatorName } from '@minebench/report';
import type { Chart } from '../site/chart.ts';
import { decimals, digits, grouped } from '../site/number.ts';
import type { Records } from '../site/records.ts';
import { only, quantity } from './axes.ts';
import { estimatorColor } from './estimator-color.ts';
import { numberTable } from './table.ts';

const order = ['dv', 'mine', 'mine-f', 'remine'];

/** A run's looks at the selection part. */
interface Looks {
  readonly name: string;
  readonly seed: number;
  readonly step: readonly number[];
  /** log E_Q e^t. */
  readonly constant: readonly number[];
  readonly nats: readonly number[];
}

/** What `experiments/gradient-bias.ts` recorded of critics along their training, by bound. */
export function constantsAlongTraining(records: Records): Looks[] {
  const runs = records.where({ procedure: 'estimate', status: 'completed' });
  return order.flatMap((estimator) =>
    runs.where({ estimator }).rows.map((row): Looks => {
      const [step, constant, nats] = ['selectionStep', 'selectionConstant', 'selectionNats'].map(
        (field) => row[field] as number[],
      );
      if (constant.length !== step.length)
        throw new Error(`reports/${records.experiment}: a run has no selectionConstant`);
      return { name: estimatorName(estimator), seed: Number(row.dataSeed), step, constant, nats };
    }),
  );
}

/** Where the constant goes that DV leaves free, and what the bound reads meanwhile. */
export function criticConstantChart(records: Records): Chart {
  const runs = constantsAlongTraining(records).sort((a, b) => a.seed - b.seed);
  const names = order.map(estimatorName);
  const steps = runs[0].step.filter((_, k) => k % 5 === 0);
  const truth = records.where({ procedure: 'estimate' }).one('truth').value;
  const at = (name: unknown, step: unknown, of: 'constant' | 'nats'): number[] =>
    runs.filter((run) => run.name === name).map((run) => run[of][run.step.indexOf(Number(step))]);
  const x = quantity('step', 'step', { axis: { title: 'training step', tickCount: 4, format: ',d' } });
  const color = { ...estimatorColor(order), legend: { orient: 'bottom', columns: 2 } };
  const frames = {
    constant: { zero: false },
    nats: { domain: [truth - 0.3, truth + 0.1], nice: false, clamp: true },
  };
  const panel = (field: 'constant' | 'nats', title: string, levels: readonly JsonObject[]): JsonObject => {
    const y = quantity(field, 'nats', { scale: frames[field] });
    const lines = (filter: string, mark: JsonObject): JsonObject => ({
      transform: [{ filter: `datum.mark === 'run' && ${filter}` }, { flatten: ['step', 'constant', 'nats'] }],
      mark: { type: 'line', ...mark },
      encoding: { x, y, color, detail: { field: 'seed', type: 'nominal' } },
    });
    return {
      title,
      height: 260,
      layer: [
        ...levels,
        lines('datum.name !== bound', { strokeWidth: 1, opacity: 0.65 }),
        lines('datum.name === bound', { strokeWidth: 2 }),
        {
          ...only('step', 'datum.at === step'),
          mark: { type: 'rule', style: 'reference' },
          encoding: { x: { ...x, field: 'at' } },
        },
      ],
    };
  };
  const level = (mark: string, field: keyof typeof frames, look: JsonObject): JsonObject => ({
    ...only(mark),
    mark: { type: 'rule', ...look },
    encoding: { y: quantity(field, 'nats', { scale: frames[field] }) },
  });
  return {
    id: 'critic-constant',
    title: 'Where the constant goes',
    caption:
      'First panel: log E_Q eᵗ on reference pairs of the selection part, which is the constant c of a critic t = log r + c. Dashed: 0 and 1. Second panel: the bound there, with the mutual information as a level line. Each line is a seed; those of the chosen bound are drawn heavily. In the second panel a value below the frame stands at its edge.',
    alt: 'Two panels against the training step. In the first the constant of MINE-f stays about one and that of ReMINE about zero, that of MINE wanders, that of DV goes down far below them. In the second all four rise to the same height.',
    controls: [
      {
        name: 'step',
        kind: 'slider',
        label: 'step',
        values: steps,
        initial: steps[steps.length - 1],
        show: (value) => grouped(Number(value)),
      },
      { name: 'bound', kind: 'choice', label: 'trained with', values: names, initial: names[0] },
    ],
    rows: [
      ...runs.map(({ constant, nats, ...run }) => ({
        mark: 'run',
        ...run,
        constant: constant.map((value) => digits(value, 4)),
        nats: nats.map((value) => digits(value, 4)),
      })),
      ...steps.map((step) => ({ mark: 'step', at: step })),
      ...[0, 1].map((constant) => ({ mark: 'level', constant })),
      { mark: 'truth', nats: truth },
    ],
    panels: [
      panel('constant', 'log E_Q eᵗ', [level('level', 'constant', { style: 'reference', strokeDash: [5, 4] })]),
      panel('nats', 'the bound, held out', [level('truth', 'nats', { style: 'truth' })]),
    ],
    reading({ step, bound }) {
      const constants = at(bound, step, 'constant').map((value) => decimals(value, 2));
      return `${bound}, step ${grouped(Number(step))}: constants ${constants.join(', ')}; the bound reads ${decimals(mean(at(bound, step, 'nats')), 3)} on the selection part, mean over seeds; I = ${decimals(truth, 3)}.`;
    },
    table: numberTable(
      'The constant and the bound on the selection part, means over seeds',
      ['trained with', 'step', 'log E_Q eᵗ', 'least', 'largest', 'bound'],
      names.flatMap((name) =>
        steps.map((step) => {
          const constants = at(name, step, 'constant');
          return [
            name,
            step,
            mean(constants),
            Math.min(...constants),
            Math.max(...constants),
            mean(at(name, step, 'nats')),
          ];
        }),
      ),
    ),
  };
}
