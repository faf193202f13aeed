import { defineExperiment } from '@minebench/runner';

export default defineExperiment({
  id: 'gate',
  title: 'The accuracy gate',
  question: 'Is any estimator less accurate than the baseline says?',
  sweep: {
    task: [
      '1v1-normal-0.75',
      'normal_cdf-1v1-normal-0.75',
      '1v1-additive-0.75',
      '1v1-bimodal-0.75',
      'asinh-student-identity-2-2-1',
      'multinormal-dense-5-5-0.5',
      'multinormal-sparse-3-3-2-2.0',
      { id: 'gaussian', dimension: 5, mi: 4 },
    ],
    n: 4000,
    batchSize: 64,
    references: 'derange',
    bound: ['dv', 'mine', 'nwj', 'infonce'],
    critic: [
      { id: 'joint-mlp', hidden: [16, 16] },
      { id: 'separable-mlp', hidden: [16, 16] },
    ],
    optimizer: { id: 'adam', learningRate: 3e-3 },
    engine: 'wasm:simd',
    seeds: 6,
    protocol: {
      steps: 1000,
      selectEvery: 250,
      patience: 4,
      selectionSize: 1000,
      selectionReferences: 1000,
      evaluationSize: 4000,
      evaluationReferences: 4000,
    },
  },
  gate: { margins: { bias: 0.1, standardDeviation: 0.05, failureRate: 0.1, compute: 1.1, time: 1.5 } },
});
