import { defineExperiment } from '@minebench/runner';

/** Sixty-four short cells of equal cost: cells a minute against workers. */
export default defineExperiment({
  id: 'sixty-four-cells',
  title: 'Sixty-four equal cells',
  question: 'How many cells a minute do so many workers finish?',
  sweep: {
    task: 'gaussian',
    dimension: 5,
    rho: 0.5,
    n: 5000,
    batchSize: 128,
    bound: 'dv',
    critic: { id: 'joint-mlp', hidden: [128, 128] },
    optimizer: { id: 'adam', learningRate: 5e-4 },
    dataSeed: [0, 1, 2, 3, 4, 5, 6, 7],
    initSeed: [0, 1, 2, 3, 4, 5, 6, 7],
    protocol: { steps: 500, selectEvery: 250, patience: 100, evaluationSize: 10_000, evaluationReferences: 10_000 },
  },
});
