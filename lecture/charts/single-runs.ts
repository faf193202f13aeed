import { estimatorName } from '@minebench/report';
import type { Records, Row } from '../site/records.ts';

/** Two examples, each run in two ways, by the names that the page gives them. */
export const examples: readonly { readonly name: string; readonly where: (row: Row) => boolean }[] = [
  { name: 'normal pair, read on fresh pairs', where: ({ task, n }) => task === 'gaussian' && n === 1000 },
  { name: 'normal pair, the sample alone', where: ({ task, n }) => task === 'gaussian' && n === 600 },
  {
    name: 'mixture, weights of usual size',
    where: ({ task, critic }) => task === 'gaussian-mixture' && critic === 'joint-mlp',
  },
  {
    name: 'mixture, small weights',
    where: ({ task, critic }) => task === 'gaussian-mixture' && critic === 'small-weights',
  },
];

/** The three numbers that a run can report, as the page introduces them. */
export const reported = [
  { field: 'minibatchAverage', name: 'last minibatches' },
  { field: 'maxOverSelection', name: 'largest on selection' },
  { field: 'nats', name: 'evaluation part' },
] as const;

export interface Curve {
  readonly step: readonly number[];
  readonly nats: readonly number[];
}

/** One run of `experiments/lecture-runs.ts`; nats. */
export interface SingleRun {
  readonly example: string;
  readonly estimator: string;
  readonly name: string;
  readonly run: number;
  readonly truth: number;
  readonly standardError: number;
  readonly reported: Readonly<Record<(typeof reported)[number]['field'], number>>;
  readonly minibatch: Curve;
  readonly selection: Curve;
}

const order = ['dv', 'mine', 'mine-f'];

const curve = (row: Row, kind: 'minibatch' | 'selection', field: string): Curve => {
  const [step, values] = [row[`${kind}Step`], row[field]] as [number[], (number | null)[]];
  const kept = step.flatMap((at, k) => (values[k] === null ? [] : [[at, values[k] as number]]));
  return { step: kept.map(([at]) => at), nats: kept.map(([, nats]) => nats) };
};

/** The records of one example. */
export const runsOf = (records: Records, name: string): Records =>
  records.where(examples.find((example) => example.name === name)!.where, name);

/** All runs, by example, estimator and seed. */
export const singleRuns = (records: Records): SingleRun[] =>
  examples.flatMap(({ name: example }) => {
    const runs = runsOf(records, example).where({ status: 'completed' });
    const of = (estimator: string): readonly Row[] => runs.rows.filter((row) => row.estimator === estimator);
    return order.flatMap((estimator) =>
      of(estimator)
        .map(
          (row): SingleRun => ({
            example,
            estimator,
            name: estimatorName(estimator),
            run: Number(row.dataSeed) + 1,
            truth: Number(row.truth),
            standardError: Number(row.standardError),
            reported: Object.fromEntries(
              reported.map(({ field }) => [field, Number(row[field])]),
            ) as SingleRun['reported'],
            minibatch: curve(row, 'minibatch', 'minibatchMean'),
            selection: curve(row, 'selection', 'selectionNats'),
          }),
        )
        .sort((a, b) => a.run - b.run),
    );
  });
