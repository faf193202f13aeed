import type { CellRecord } from '@minebench/core';
import { estimateRecord, gaussianMi, oracleRecord } from './build-records.ts';

/** A made-up deterministic deviation, so that replicates differ. */
const deviation = (index: number): number => 0.01 * Math.sin(12.9898 * (index + 1));

const steps = Array.from({ length: 30 }, (_, index) => 100 * (index + 1));

/** Three bounds at five correlations with two seeds, curves included; one of them diverged. */
export const quickstartRecords: readonly CellRecord[] = [0, 0.2, 0.4, 0.6, 0.8].flatMap((rho, i) =>
  ['dv', 'mine', 'mine-f'].flatMap((bound, j) =>
    [0, 1].map((dataSeed) => {
      const nats = gaussianMi(1, rho) + deviation(10 * i + 3 * j + dataSeed);
      const climb = steps.map((step) => nats * (1 - Math.exp(-step / 600)));
      return estimateRecord({
        task: { id: 'gaussian', dimension: 1, rho },
        bound,
        dataSeed,
        nats,
        standardError: 0.008,
        readouts: { dv: nats, 'mine-f': nats - 0.004 },
        minibatch: { step: steps, mean: climb, standardDeviation: steps.map(() => 0.1) },
        selection: { step: steps, nats: climb, bestStep: 3000 },
        ...(rho === 0.6 && bound === 'mine' && dataSeed === 1 ? { diverged: 'the objective is not finite' } : {}),
      });
    }),
  ),
);

/** Four estimators at fifteen correlations in two dimensions with three seeds; in 20-D one diverged, one failed, one read far below zero. */
export const rhoRecords: readonly CellRecord[] = [1, 20].flatMap((dimension) =>
  Array.from({ length: 15 }, (_, i) => Number((-0.9 + (1.8 * i) / 14).toFixed(4))).flatMap((rho, i) =>
    ['dv', 'mine', 'mine-f', 'ksg'].flatMap((id, j) =>
      [0, 1, 2].map((dataSeed) => {
        const truth = gaussianMi(dimension, rho);
        const low = dimension === 20 ? truth * (1 - 0.03 * truth) * (id === 'ksg' ? 0.35 : 1) : truth;
        const nats = low + (1 + truth) * deviation(100 * i + 10 * j + dataSeed);
        const odd = dimension === 20 && i === 14 && id === 'mine-f';
        return estimateRecord({
          task: { id: 'gaussian', dimension, rho },
          ...(id === 'ksg' ? { baseline: { id, k: 3 } } : { bound: id }),
          dataSeed,
          nats: odd && dataSeed === 0 ? -4000 : nats,
          ...(odd && dataSeed === 1 ? { diverged: 'infinite' } : {}),
          ...(odd && dataSeed === 2 ? { failed: 'killed after 600 s' } : {}),
        });
      }),
    ),
  ),
);

/** Batch size x n' x dimension with six seeds; all replicates of one tile and one of another diverged. */
export const sweepRecords: readonly CellRecord[] = [2, 20].flatMap((dimension, i) =>
  [64, 128, 256].flatMap((batchSize, j) =>
    [64, 256, 1024].flatMap((size, k) =>
      [0, 1, 2, 3, 4, 5].map((dataSeed) =>
        estimateRecord({
          task: { id: 'gaussian', dimension, rho: 0.5 },
          bound: 'mine',
          batchSize,
          references: { mode: 'replace', pool: 'sample', size },
          dataSeed,
          nats: gaussianMi(dimension, 0.5) + 5 * deviation(100 * i + 30 * j + 6 * k + dataSeed) - 0.05 * i,
          ...(i === 1 && j === 0 && (k === 0 || (k === 2 && dataSeed === 0)) ? { diverged: 'infinite' } : {}),
        }),
      ),
    ),
  ),
);

/** What each objective reads at the optimal critic, exactly as the identities say but for a third of a standard error. */
export const oracleRecords: readonly CellRecord[] = [0.5, 0.8].map((rho) => {
  const truth = gaussianMi(1, rho);
  return oracleRecord(
    rho,
    {
      dv: [truth + 0.0003, 0.001],
      nwj: [truth - 0.0003, 0.001],
      forgottenLog: [truth - 1.0003, 0.001],
      shiftedLog: [truth + 1.0003, 0.001],
    },
    { dvMinusNwj: 3e-16 },
  );
});

/** As many dimensions as do not fit side by side, n' as far as four digits, and biases of tenths below zero, whose ticks are wide. */
export const threeDimensions: readonly CellRecord[] = [1, 5, 20].flatMap((dimension, i) =>
  ['dv', 'mine'].flatMap((bound, j) =>
    [32, 128, 512, 2048].flatMap((size, k) =>
      [0, 1, 2, 3, 4].map((dataSeed) =>
        estimateRecord({
          task: { id: 'gaussian', dimension, rho: 0.5 },
          bound,
          batchSize: 512,
          references: { mode: 'replace', pool: 'sample', size },
          dataSeed,
          nats: gaussianMi(dimension, 0.5) + 2 * deviation(60 * i + 20 * j + 5 * k + dataSeed) - 0.07 * i,
        }),
      ),
    ),
  ),
);
