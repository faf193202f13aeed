import { errorFalls, heldOutBelow, memorizingFigure, sampleSizeFigure, trainingCapped } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

/** Independent X and Y, all pairs of the sample in every step: nothing but the sample to learn. */
const memorizing = {
  task: { id: 'independence', dimX: 20, dimY: 20 },
  n: 100,
  batchSize: 100,
  references: { mode: 'product', diagonal: true },
  bound: 'dv',
  critic: { id: 'separable-mlp', hidden: [128] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
} as const;
const everyStep = (steps: number) => ({
  steps,
  selectEvery: 1,
  patience: steps + 1,
  selectionSize: 1000,
  selectionReferences: 1000,
  evaluationSize: 10_000,
  evaluationReferences: 10_000,
});

/** An estimate from m pairs and nothing else: half to train, a quarter to stop, a quarter to read. A larger m begins with the pairs of a smaller one. */
const outOf = (m: number, steps: number, seeds: number) => ({
  task: 'gaussian',
  dimension: 1,
  rho: 0.5,
  n: m / 2,
  batchSize: Math.min(128, m / 2),
  references: 'derange',
  bound: 'mine',
  critic: { id: 'joint-mlp', hidden: [16, 16] },
  optimizer: { id: 'adam', learningRate: 1e-3 },
  engine: 'wasm:simd',
  seeds,
  protocol: {
    steps,
    selectEvery: 100,
    patience: 8,
    selectionSize: m / 4,
    selectionReferences: m / 2,
    evaluationSize: m / 4,
    evaluationReferences: m / 2,
    evaluationMode: 'replace' as const,
  },
});

export default defineExperiment({
  id: 'consistency-of-the-estimate',
  figure: '9',
  title: 'Overfitting, and what a larger sample mends',
  question:
    'What does a critic that knows its sample by heart read on it, and how fast does an estimate from n pairs come to the truth, and stay there?',
  sweep: [
    { ...memorizing, seeds: 3, protocol: everyStep(400) },
    ...[100, 320, 1000, 3200, 10_000, 32_000, 100_000].map((m) => outOf(m, 3000, 12)),
  ],
  sizes: {
    quick: [
      { ...memorizing, seeds: 2, protocol: everyStep(200) },
      ...[100, 1000, 10_000, 100_000].map((m) => outOf(m, 1500, 6)),
    ],
    full: [
      { ...memorizing, seeds: 10, protocol: everyStep(2000) },
      ...[100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000].map((m) => outOf(m, 10_000, 100)),
    ],
  },
  figures: [
    memorizingFigure({ id: 'memorizing', where: { task: 'independence' } }),
    sampleSizeFigure({ id: 'sample-size', where: { task: 'gaussian' }, epsilon: 0.1, delta: 0.05 }),
  ],
  holds: [
    trainingCapped({
      name: 'on all pairs of its own sample DV never exceeds log n',
      reason:
        'Figure 9, exact: the n joint pairs are among the n² references, so that the mean of e^t is at least 1/n of that over joint pairs, and Jensen does the rest. At every step of training, on independent X and Y in 20 dimensions with n = 100.',
      where: { task: 'independence' },
    }),
    heldOutBelow({
      name: 'on pairs it has not seen the same critic finds less than 0.1 nats',
      reason:
        'Figure 9: X and Y are independent; what the critic knows by heart is worth nothing elsewhere. Every look, and the estimate.',
      where: { task: 'independence' },
      most: 0.1,
    }),
    errorFalls({
      name: 'the error falls with the sample, by more than a factor of three from 10² to 10⁵ pairs',
      reason:
        'Figure 9: consistency (Belghazi et al. 2018, theorem 2) in one dimension at ρ = 0.5; not rising between decades by more than 2 standard errors, RMSE(10⁵) < RMSE(10²)/3.',
      where: { task: 'gaussian' },
      decades: [100, 1000, 10_000, 100_000],
      factor: 3,
    }),
  ],
});
