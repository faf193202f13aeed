import { defineExperiment } from '@minebench/runner';

/** The largest sample that the memory of a worker is promised for. */
export default defineExperiment({
  id: 'large-cell',
  title: 'A large training sample',
  question: 'How much memory does a worker take at n = 100,000 and d = 20?',
  sweep: {
    task: 'gaussian',
    dimension: 20,
    rho: 0.3,
    n: 100_000,
    batchSize: 256,
    bound: 'dv',
    critic: { id: 'joint-mlp', hidden: [256, 256] },
    dataSeed: [0, 1, 2, 3, 4, 5, 6, 7],
    protocol: { steps: 500, selectEvery: 250 },
  },
});
