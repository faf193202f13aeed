import { estimatorName } from '@minebench/report';
import { closedForm, type Reading, type Records, type Row } from '../site/records.ts';

/** What one estimator read at one correlation, over its seeds. */
export interface SeedMean {
  readonly estimator: string;
  readonly name: string;
  readonly rho: number;
  readonly truth: number;
  /** Nats of every seed. */
  readonly values: readonly number[];
  /** Mean over the seeds. */
  readonly nats: Reading;
  /** Largest standard error of a seed's estimate. */
  readonly standardError: number;
}

/** I of correlated normal variables in d dimensions. */
export const gaussianMi = (rho: number, dimension: number): Reading =>
  closedForm((-dimension / 2) * Math.log1p(-rho * rho), `−(d/2) log(1 − ρ²), d = ${dimension}, ρ = ${rho}`);

const order = ['dv', 'mine', 'mine-f', 'ksg'];

/** Estimators in the order in which the lecture introduces them. */
export const estimatorsOf = (records: Records): string[] =>
  records.distinct<string>('estimator').sort((a, b) => order.indexOf(a) - order.indexOf(b));

/** Completed estimates by correlation and estimator. */
export function seedMeans(records: Records): SeedMean[] {
  const completed = records.where({ status: 'completed' });
  return completed.distinct<number>('rho').flatMap((rho) =>
    estimatorsOf(completed).flatMap((estimator): SeedMean[] => {
      if (!completed.rows.some((row: Row) => row.rho === rho && row.estimator === estimator)) return [];
      const found = completed.where({ rho, estimator });
      const errors = found.rows.map(({ standardError }) => (typeof standardError === 'number' ? standardError : 0));
      return [
        {
          estimator,
          name: estimatorName(estimator),
          rho,
          truth: found.one('truth').value,
          values: found.numbers('nats'),
          nats: found.mean('nats'),
          standardError: Math.max(...errors),
        },
      ];
    }),
  );
}
