import { type CellRecord, createStream, keyFromSeed } from '@minebench/core';
import type { ComparisonView } from '../../src/comparison/outcomes.ts';
import { estimateRecord, gaussianMi } from '../build-records.ts';

export interface PlantedContestant {
  readonly name: string;
  /** Mean of its errors, nats. */
  readonly bias: number;
  /** Standard deviation of what is its own in each error; what all share has that of `common`. */
  readonly spread: number;
  readonly kind?: 'neural' | 'baseline';
}

export interface Planted {
  readonly contestants: readonly PlantedContestant[];
  readonly tasks: number;
  readonly replicates: number;
  /** Standard deviation of the error that all contestants share on a replicate, as they share its sample. */
  readonly common?: number;
  /** Cells that diverged: contestant, task, replicate. */
  readonly lost?: readonly (readonly [number, number, number])[];
  readonly seed?: number;
}

/** Records of a comparison whose errors are normal with known means and spreads, and the view of it. */
export function plantedComparison(planted: Planted): { records: CellRecord[]; view: ComparisonView } {
  const { contestants, tasks, replicates, common = 0.05, lost = [], seed = 1 } = planted;
  const normals = new Float64Array((contestants.length + 1) * tasks * replicates);
  createStream(keyFromSeed(seed)).fillNormal(normals);
  let drawn = 0;
  const rhos = Array.from({ length: tasks }, (_, task) => 0.2 + (0.6 * task) / tasks);
  const records = rhos.flatMap((rho, task) =>
    Array.from({ length: replicates }, (_, replicate) => replicate).flatMap((replicate) => {
      const shared = common * normals[drawn++];
      return contestants.map(({ bias, spread, kind }, contestant) =>
        estimateRecord({
          task: { id: 'gaussian', dimension: 1, rho },
          ...(kind === 'baseline' ? { baseline: { id: `c${contestant}` } } : { bound: `c${contestant}` }),
          dataSeed: 1000 * task + replicate,
          initSeed: kind === 'baseline' ? 0 : 1000 * task + replicate,
          nats: gaussianMi(1, rho) + bias + shared + spread * normals[drawn++],
          ...(lost.some(([c, t, r]) => c === contestant && t === task && r === replicate)
            ? { diverged: 'the objective is not finite' }
            : {}),
        }),
      );
    }),
  );
  const view: ComparisonView = {
    contestants: contestants.map(({ name }) => name),
    tasks: rhos.map((rho) => `gaussian:rho=${rho.toFixed(2)}`),
    replicates,
    placeOf({ params, dataSeed }) {
      const { bound, id } = params.estimator as { bound?: { id: string }; id?: string };
      return {
        contestant: Number((bound?.id ?? id ?? '').slice(1)),
        task: Math.floor(dataSeed / 1000),
        replicate: dataSeed % 1000,
      };
    },
  };
  return { records, view };
}
