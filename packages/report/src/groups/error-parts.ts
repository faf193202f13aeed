import type { EstimateRow } from '../rows/estimate-row.ts';
import { type ReplicateGroup, replicateGroups } from './replicates.ts';
import { meanOverSeeds, type SeedMean } from './seed-mean.ts';

/** Where the error of a group of replicates comes from, in nats; `null` where no completed replicate tells. */
export interface ErrorParts extends ReplicateGroup {
  readonly completed: number;
  readonly truth: number | null;
  /** The bound at the optimal critic, on the same evaluation pairs, less the truth: what no training mends. */
  readonly own: SeedMean | null;
  /** The estimate less the bound at the optimal critic: what training did not reach. */
  readonly optimisation: SeedMean | null;
}

/** Splits the error of every setting by the optimal-critic oracle. The two parts of a replicate add up to its error. */
export const errorParts = (rows: readonly EstimateRow[]): ErrorParts[] =>
  replicateGroups(rows).map((group) => {
    const told = group.rows.flatMap(({ status, nats, truth, optimalCriticNats: optimal, dataSeed, initSeed }) =>
      status === 'completed' && nats !== null && truth !== null && optimal !== null
        ? [{ dataSeed, initSeed, own: optimal - truth, optimisation: nats - optimal }]
        : [],
    );
    const part = (name: 'own' | 'optimisation'): SeedMean | null =>
      told.length === 0
        ? null
        : meanOverSeeds(told.map(({ dataSeed, initSeed, ...parts }) => ({ dataSeed, initSeed, value: parts[name] })));
    return {
      ...group,
      completed: told.length,
      truth: group.rows[0].truth,
      own: part('own'),
      optimisation: part('optimisation'),
    };
  });
