import type { Cell, CellRecord } from '@minebench/core';
import { numberAt, numbersAt, objectAt, textAt } from '../rows/json-access.ts';

/** A classifier as it stood after an epoch. Information in nats. */
export interface BottleneckLookRow {
  readonly epoch: number;
  /** Share of the test images that it gets wrong. */
  readonly error: number;
  readonly labelInformation: number | null;
  readonly informationLow: number | null;
  readonly informationHigh: number | null;
  readonly informationCritic: number | null;
}

/** One `bottleneck` record. */
export interface BottleneckRow {
  /** `none`, `dropout`, ... with its number: what one compares. */
  readonly method: string;
  /** The regulariser's id, and its penalty's weight where it has one. */
  readonly regularizer: string;
  readonly beta: number | null;
  /** Whether the code is a random number given the image, so that I(X;Z) is finite: known of a run that has no looks, too. */
  readonly noisy: boolean;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly status: 'completed' | 'diverged' | 'failed';
  readonly reason: string | null;
  readonly testImages: number;
  readonly informationImages: number | null;
  readonly looks: readonly BottleneckLookRow[];
  /** Test images that the classifier gets wrong after the last epoch. */
  readonly wrong: readonly number[];
}

const names: Readonly<Record<string, (options: Record<string, unknown>) => string>> = {
  none: () => 'no noise, no penalty',
  dropout: ({ rate }) => `dropout ${rate}`,
  'label-smoothing': ({ epsilon }) => `label smoothing ${epsilon}`,
  vib: ({ beta }) => `VIB, β = ${beta}`,
  mine: ({ beta }) => `MINE, β = ${beta}`,
};
const order = Object.keys(names);
const withNoise: ReadonlySet<string> = new Set(['vib', 'mine']);

/** What a claim chooses methods by. */
export const methodOf = ({ params }: Cell): Pick<BottleneckRow, 'regularizer' | 'beta'> => {
  const { id, beta } = objectAt(params.regularizer);
  return { regularizer: String(id), beta: numberAt(beta) };
};

/** The `bottleneck` records as rows: methods in the order of the literature, then by beta and seeds. */
export function toBottleneckRows(records: readonly CellRecord[]): BottleneckRow[] {
  return records
    .filter((record) => record.cell.procedure === 'bottleneck')
    .map(({ cell, result }): BottleneckRow => {
      const options = objectAt(cell.params.regularizer);
      const id = String(options.id);
      const looks = objectAt(result.looks);
      const [errors, label, low, high, critic] = [
        'errors',
        'labelInformation',
        'informationLow',
        'informationHigh',
        'informationCritic',
      ].map((name) => numbersAt(looks[name]));
      const testImages = numberAt(result.testImages) ?? Number.NaN;
      return {
        method: names[id]?.(options) ?? id,
        ...methodOf(cell),
        noisy: withNoise.has(id),
        dataSeed: cell.dataSeed,
        initSeed: cell.initSeed,
        status: result.status,
        reason: textAt(result.reason),
        testImages,
        informationImages: numberAt(cell.protocol.informationImages),
        looks: numbersAt(looks.epoch).map((epoch, k) => ({
          epoch: epoch ?? Number.NaN,
          error: (errors[k] ?? Number.NaN) / testImages,
          labelInformation: label[k] ?? null,
          informationLow: low[k] ?? null,
          informationHigh: high[k] ?? null,
          informationCritic: critic[k] ?? null,
        })),
        wrong: numbersAt(result.wrong).filter((image) => image !== null),
      };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.regularizer) - order.indexOf(b.regularizer) ||
        (a.beta ?? 0) - (b.beta ?? 0) ||
        (a.method < b.method ? -1 : a.method > b.method ? 1 : a.dataSeed - b.dataSeed || a.initSeed - b.initSeed),
    );
}

/** Rows by method, in their order. */
export function byMethod(rows: readonly BottleneckRow[]): Map<string, BottleneckRow[]> {
  const groups = new Map<string, BottleneckRow[]>();
  for (const row of rows) groups.set(row.method, [...(groups.get(row.method) ?? []), row]);
  return groups;
}
