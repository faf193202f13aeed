import { biasAndVariance, convergenceCurves, lowerThan, miAgainstRho, withinTolerance } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

const tolerance = { absolute: 0.05, relative: 0.1 };

export default defineExperiment({
  id: 'quickstart',
  title: 'Three bounds on correlated Gaussians',
  question: 'Do DV, MINE and MINE-f find the mutual information of two correlated normal variables?',
  sweep: {
    task: 'gaussian',
    dimension: 1,
    rho: [0, 0.3, 0.6, 0.8, 0.95],
    n: 5000,
    batchSize: 256,
    references: 'derange',
    bound: ['dv', 'mine', 'mine-f'],
    critic: { id: 'joint-mlp', hidden: [64, 64] },
    optimizer: { id: 'adam', learningRate: 1e-3 },
    readouts: ['dv', 'mine-f'],
    dataSeed: [0, 1],
    initSeed: 0,
    protocol: {
      steps: 3000,
      selectEvery: 250,
      patience: 6,
      selectionSize: 5000,
      evaluationSize: 50_000,
      evaluationReferences: 50_000,
    },
  },
  figures: [
    miAgainstRho({ id: 'mi-against-rho', tolerance }),
    biasAndVariance({ id: 'bias-and-variance' }),
    convergenceCurves({ id: 'convergence' }),
  ],
  holds: [
    withinTolerance({
      name: 'every bound finds the mutual information',
      reason: 'In one dimension with 5000 pairs nothing is hard: within max(0.05, 10%) and three standard errors.',
      ...tolerance,
    }),
    lowerThan({
      name: 'MINE-f reads below DV on the same critic and pairs',
      reason: 'DV(t) - NWJ(t) = u - 1 - log u >= 0 with u = E_Q e^(t-1), for every critic and sample.',
      lower: 'mine-f',
      upper: 'dv',
    }),
  ],
});
