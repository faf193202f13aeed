import {
  baselineBelow,
  biasAndVariance,
  convergenceCurves,
  lowerThan,
  miAgainstRho,
  noneWithin,
  withinTolerance,
} from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

const bound = ['dv', 'mine', 'mine-f'];
const seeds = { dataSeed: [0, 1, 2], initSeed: 0 };
const oneDimension = { absolute: 0.05, relative: 0.1 };
const twentyDimensions = { absolute: 0.05, relative: 0.15 };

/** Fifteen correlations, symmetric about none. */
const rho = [-0.99, -0.95, -0.9, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99];
const rhoIn20 = [-0.5, -0.25, 0, 0.25, 0.5, 0.7, 0.9];

const ksg = { id: 'ksg', k: 3 };
const inOne = { task: 'gaussian', dimension: 1, rho };
const inTwenty = { task: 'gaussian', dimension: 20, rho: rhoIn20 };

const neuralInOne = {
  n: 10_000,
  batchSize: 256,
  references: 'derange',
  critic: { id: 'joint-mlp', hidden: [64, 64] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  readouts: ['dv', 'mine-f'],
  protocol: { steps: 4000, selectEvery: 250, patience: 8, selectionSize: 5000, evaluationSize: 100_000 },
};

const neuralInTwenty = {
  n: 'fresh' as const,
  batchSize: 512,
  references: 'derange',
  critic: { id: 'joint-mlp', hidden: [128, 128] },
  optimizer: { id: 'adam', learningRate: 5e-4 },
  readouts: ['dv', 'mine-f'],
  protocol: {
    steps: 6000,
    selectEvery: 250,
    patience: 10,
    selectionSize: 10_000,
    selectionReferences: 10_000,
    evaluationSize: 100_000,
  },
};

/** One seed, fewer steps, a smaller evaluation part. */
const quick = <T extends { readonly protocol: object }>(neural: T, steps: number) => ({
  ...neural,
  protocol: { ...neural.protocol, steps, evaluationSize: 20_000, evaluationReferences: 20_000 },
});

export default defineExperiment({
  id: 'gaussian-rho',
  figure: '2-3',
  title: 'Mutual information of correlated Gaussians against their correlation',
  question:
    'How close do DV, MINE and MINE-f come to the mutual information of Gaussians in one and in twenty dimensions, and how close does a classical nearest-neighbour estimator?',
  sweep: [
    { ...inOne, bound, ...neuralInOne, ...seeds },
    { ...inOne, n: 10_000, baseline: ksg, ...seeds },
    { ...inTwenty, bound, ...neuralInTwenty, ...seeds },
    { ...inTwenty, n: 5000, baseline: ksg, ...seeds },
  ],
  sizes: {
    quick: [
      { ...inOne, rho: [-0.9, 0, 0.6, 0.95], bound, ...quick(neuralInOne, 2000) },
      { ...inOne, rho: [-0.9, 0, 0.6, 0.95], n: 5000, baseline: ksg },
      { ...inTwenty, rho: [0, 0.5, 0.9], bound, ...quick(neuralInTwenty, 1500) },
      { ...inTwenty, rho: [0, 0.5, 0.9], n: 2000, baseline: ksg },
    ],
  },
  figures: [
    miAgainstRho({ id: 'one-dimension', where: { dimension: 1 }, tolerance: oneDimension }),
    miAgainstRho({ id: 'twenty-dimensions', where: { dimension: 20 }, tolerance: twentyDimensions }),
    biasAndVariance({ id: 'bias-one-dimension', where: { dimension: 1 } }),
    biasAndVariance({ id: 'bias-twenty-dimensions', where: { dimension: 20 } }),
    convergenceCurves({
      id: 'convergence-twenty-dimensions',
      where: (row) => row.dimension === 20 && row.kind === 'neural' && [0.25, 0.5, 0.7, 0.9].includes(row.rho ?? 0),
    }),
  ],
  holds: [
    withinTolerance({
      name: '1-D: every estimator finds the mutual information at all fifteen correlations',
      reason: 'Figure 2: |error| <= max(0.05, 0.1 I) + 3 standard errors on 100,000 fresh evaluation pairs.',
      where: { dimension: 1 },
      ...oneDimension,
    }),
    lowerThan({
      name: 'MINE-f reads below DV on the same critic and pairs',
      reason: 'DV(t) - NWJ(t) = u - 1 - log u >= 0 with u = E_Q e^(t-1), for every critic and sample.',
      lower: 'mine-f',
      upper: 'dv',
    }),
    withinTolerance({
      name: '20-D: the neural bounds find the mutual information up to |rho| = 0.5',
      reason:
        'Figure 3: trained on fresh draws with deranged references, stopped early, mean over three seeds within max(0.05, 0.15 I) + 3 standard errors.',
      where: (row) => row.dimension === 20 && row.kind === 'neural' && Math.abs(row.rho ?? 1) <= 0.5,
      sizes: ['reference', 'full'],
      ...twentyDimensions,
    }),
    baselineBelow({
      name: '20-D: KSG reads below half the truth at rho = 0.5',
      reason: 'Figure 3: nearest neighbours in forty dimensions are far away.',
      where: { dimension: 20, rho: 0.5, estimator: 'ksg' },
      share: 0.5,
    }),
    noneWithin({
      name: '20-D: at rho = 0.9 (I = 16.6) no estimator comes within 10%',
      reason: 'Figure 3: a bound of this kind has a variance that grows as e^(2I); each reads low or diverges.',
      where: { dimension: 20, rho: 0.9 },
      relative: 0.1,
    }),
  ],
});
