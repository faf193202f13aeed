import { type CrossedVariance, crossedVariance } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';
import { type ReplicateGroup, replicateGroups } from './replicates.ts';
import { seedTable } from './seed-mean.ts';

/** What the two seeds do to the estimates of one setting, in nats^2; rows are data seeds, columns initialisation seeds. */
export interface SeedVariance extends ReplicateGroup {
  readonly completed: number;
  readonly truth: number | null;
  /** `null` where not every combination of two or more seeds of each kind completed. */
  readonly components: CrossedVariance | null;
}

/** Variance components of every setting whose data seeds and initialisation seeds are crossed. */
export const seedVariances = (rows: readonly EstimateRow[]): SeedVariance[] =>
  replicateGroups(rows).map((group) => {
    const values = group.rows.flatMap(({ status, nats, dataSeed, initSeed }) =>
      status === 'completed' && nats !== null ? [{ dataSeed, initSeed, value: nats }] : [],
    );
    const table = values.length === group.rows.length ? seedTable(values) : null;
    return {
      ...group,
      completed: values.length,
      truth: group.rows[0].truth,
      components: table === null ? null : crossedVariance(table),
    };
  });
