import { biasAndVariance, notAbove, surfaces } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

const sweep = {
  task: 'gaussian',
  mi: 1,
  dimension: [1, 5, 20],
  n: 5000,
  batchSize: [32, 128, 512],
  references: 'replace',
  referenceSize: [32, 128, 512, 2048],
  bound: ['dv', 'mine'],
  critic: { id: 'joint-mlp', hidden: [64, 64] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  dataSeed: [0, 1, 2, 3, 4],
  initSeed: 0,
  protocol: {
    steps: 2000,
    selectEvery: 100,
    patience: 5,
    selectionSize: 5000,
    evaluationSize: 20_000,
    evaluationReferences: 20_000,
  },
};

export default defineExperiment({
  id: 'sweep',
  figure: '11',
  title: "Bias and variance against batch size, n' and dimension",
  question: 'What do a larger batch and more reference samples buy, and does the answer change with the dimension?',
  sweep,
  sizes: {
    quick: {
      ...sweep,
      dimension: [1, 20],
      batchSize: [32, 512],
      referenceSize: [32, 2048],
      protocol: { ...sweep.protocol, steps: 600 },
    },
  },
  figures: [
    surfaces({ id: 'surfaces' }),
    biasAndVariance({
      id: 'bias-and-variance',
      title: "Bias and spread at batch size 512, against n'",
      where: { batchSize: 512 },
    }),
  ],
  holds: [
    notAbove({
      name: 'no setting reads above the truth',
      reason:
        "Both are lower bounds on evaluation pairs that training never saw, whatever b and n' were: the mean over five seeds is at most I + 3 standard errors.",
      replicates: 5,
    }),
  ],
});
