import { biasCoefficient, biasReduction, biasSlope, constantDrift, gradientBiasFigure } from '@minebench/report';
import { defineExperiment, gradientBias } from '@minebench/runner';

/** Below these n' higher orders show: drawn, not judged. */
const ranges = [
  { scale: 0.2, from: 64, to: 1024 },
  { scale: 0.3, from: 256, to: 1024 },
];
const sizes = [16, 32, 64, 128, 256, 512, 1024];
const drift = {
  task: 'gaussian',
  dimension: 1,
  rho: 0.9,
  n: 'fresh',
  batchSize: 64,
  references: 'derange',
  bound: ['dv', 'mine', 'mine-f', 'remine'],
  critic: { id: 'joint-mlp', hidden: [16, 16] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  engine: 'wasm:simd',
} as const;
const trained = (steps: number) => ({
  steps,
  selectEvery: steps / 100,
  patience: 101,
  selectionSize: 2000,
  selectionReferences: 10_000,
  evaluationSize: 20_000,
  evaluationReferences: 20_000,
});

export default defineExperiment({
  id: 'gradient-bias',
  figure: '4',
  title: 'The bias of the minibatch gradient, its correction, and the critic’s free constant',
  question:
    'How far off is the gradient of Donsker-Varadhan on a minibatch, does a moving average mend it, and where does the constant go that the bound leaves free?',
  sweep: [
    { procedure: gradientBias, scale: 0.2, referenceSize: sizes, replicates: 60_000 },
    { procedure: gradientBias, scale: 0.3, referenceSize: [16, 32, 64, 128], replicates: 60_000 },
    // e^(4t) has no mean at a = 0.3: what is judged there takes more.
    { procedure: gradientBias, scale: 0.3, referenceSize: [256, 512, 1024], replicates: 250_000 },
    { procedure: gradientBias, scale: 0.2, referenceSize: 64, weight: [0.5, 0.1, 0.01], replicates: 400_000 },
    { procedure: gradientBias, scale: 0.3, referenceSize: 256, weight: [0.5, 0.1], replicates: 150_000 },
    { ...drift, seeds: 3, protocol: trained(10_000) },
  ],
  sizes: {
    quick: [
      { procedure: gradientBias, scale: [0.2, 0.3], referenceSize: [16, 64, 256, 1024], replicates: 30_000 },
      { procedure: gradientBias, scale: 0.2, referenceSize: 64, weight: [0.5, 0.1], replicates: 200_000 },
      { ...drift, seeds: 2, protocol: trained(5000) },
    ],
    full: [
      { procedure: gradientBias, scale: [0.2, 0.3], referenceSize: sizes, replicates: 1_000_000 },
      { procedure: gradientBias, scale: 0.2, referenceSize: 64, weight: [0.5, 0.1, 0.01], replicates: 4_000_000 },
      { procedure: gradientBias, scale: 0.3, referenceSize: 256, weight: [0.5, 0.1], replicates: 2_000_000 },
      { ...drift, seeds: 10, protocol: trained(50_000) },
    ],
  },
  figures: [gradientBiasFigure({ id: 'bias', ranges }), constantDrift({ id: 'drift' })],
  holds: [
    biasSlope({
      name: "the bias falls as 1/n'",
      reason:
        "Figure 4: log-log slope −1 ± 0.1 on n' in [64, 1024] at a = 0.2 and [256, 1024] at a = 0.3; below, higher orders show.",
      ranges,
      tolerance: 0.1,
    }),
    biasCoefficient({
      name: "n' × bias is c/M² − M'v/M³",
      reason:
        'Figure 4: the delta method for a ratio of means, with M(a) = (1 − a²)^(−1/2); within 5% + 3 standard errors, the mean-zero first-order term subtracted as a control variate.',
      ranges,
      relative: 0.05,
    }),
    biasReduction({
      name: 'a moving average of weight w leaves the share of the bias that the formula says',
      reason:
        "Figure 4: (w c/M² − w/(2 − w) M'v/M³) over c/M² − M'v/M³, within 20% of it + 3 standard errors. It is the average in the denominator that mends the bias; a small learning rate does not.",
      relative: 0.2,
    }),
  ],
});
