import { defineExperiment } from '@minebench/runner';

/** Sixteen cells of equal cost, each of seconds: what a sweep gains from a second worker, whose start (about a second) must not be most of what is timed. */
export default defineExperiment({
  id: 'sixteen-cells',
  title: 'Sixteen equal cells',
  question: 'How much sooner do two workers finish than one?',
  sweep: {
    task: 'gaussian',
    dimension: 5,
    rho: 0.5,
    n: 5000,
    batchSize: 128,
    bound: 'dv',
    critic: { id: 'joint-mlp', hidden: [128, 128] },
    optimizer: { id: 'adam', learningRate: 5e-4 },
    dataSeed: [0, 1, 2, 3],
    initSeed: [0, 1, 2, 3],
    protocol: { steps: 8000, selectEvery: 250, patience: 100, evaluationSize: 10_000, evaluationReferences: 10_000 },
  },
});
