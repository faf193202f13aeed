import { errorDecomposition, varianceComponents } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

export default defineExperiment({
  id: 'diagnostics',
  title: 'Where the error comes from',
  question:
    'How much of the error of a bound would the optimal critic have too, and how much of the spread comes from the sample, how much from the initial weights?',
  sweep: {
    task: 'gaussian',
    dimension: [1, 5],
    mi: [0.5, 2, 4],
    n: 5000,
    batchSize: 64,
    references: 'derange',
    bound: ['dv', 'mine-f', 'smile', 'infonce'],
    critic: { id: 'separable-mlp', hidden: [64, 64] },
    dataSeed: [0, 1, 2, 3],
    initSeed: [0, 1, 2, 3],
    protocol: {
      steps: 2000,
      selectEvery: 200,
      patience: 5,
      selectionSize: 2000,
      selectionReferences: 2000,
      evaluationSize: 20_000,
      evaluationReferences: 20_000,
    },
  },
  figures: [
    errorDecomposition({ id: 'error-decomposition', x: 'truth' }),
    varianceComponents({ id: 'variance-components', x: 'truth' }),
  ],
});
