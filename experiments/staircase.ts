import { batchesCapped, lowerVariance, plateauNotAboveOptimum, staircaseFigure } from '@minebench/report';
import { defineExperiment, staircase } from '@minebench/runner';

const bounds = ['infonce', 'mine-f', 'dv', 'mine', 'js', { id: 'smile', tau: 1 }, { id: 'smile', tau: 5 }];

/** Where fewer have to do: the joint critic scores 4096 pairs a step where the separable one embeds 128 points. */
const few = ['infonce', 'mine-f', { id: 'smile', tau: 1 }];

const separable = { id: 'separable-mlp', hidden: [256, 256], embedding: 32 };
const joint = { id: 'joint-mlp', hidden: [256, 256] };

/** Poole et al. 2019 and Song and Ermon 2020: every pair of the batch but the joint ones is a reference pair. */
const common = {
  procedure: staircase,
  dimension: 20,
  levels: [2, 4, 6, 8, 10],
  batchSize: 64,
  references: 'product',
  bound: bounds,
  optimizer: { id: 'adam', learningRate: 5e-4 },
  dataSeed: 0,
  initSeed: 0,
};

const order = ['infonce', 'mine-f', 'dv', 'mine', 'js', 'smile'];

export default defineExperiment({
  id: 'staircase',
  figure: '7',
  title: 'Staircase: bounds on minibatches while the information climbs to 10 nats',
  question:
    'One training on fresh draws of 20-dimensional Gaussians whose information rises every 4000 steps: which bounds follow, which stop at log b, and which vary too much to read?',
  sweep: [
    { ...common, task: 'gaussian', critic: separable, stepsPerLevel: 4000 },
    { ...common, task: 'cubic', bound: few, critic: separable, stepsPerLevel: 4000 },
    { ...common, task: 'gaussian', bound: few, critic: joint, stepsPerLevel: 1000 },
  ],
  sizes: {
    quick: {
      ...common,
      task: ['gaussian', 'cubic'],
      bound: few,
      critic: separable,
      stepsPerLevel: 800,
    },
    full: [
      { ...common, task: 'gaussian', critic: separable, stepsPerLevel: 4000 },
      { ...common, task: 'cubic', critic: separable, stepsPerLevel: 4000 },
      { ...common, task: ['gaussian', 'cubic'], critic: joint, stepsPerLevel: 4000 },
    ],
  },
  figures: [
    staircaseFigure({
      id: 'gaussian',
      title: 'Staircase of correlated Gaussians, d = 20, b = 64',
      where: { task: 'gaussian' },
      order,
    }),
    staircaseFigure({
      id: 'cubic',
      title: 'Staircase of Gaussians, Y cubed, d = 20, b = 64',
      where: { task: 'cubic' },
      order,
    }),
  ],
  holds: [
    batchesCapped({
      name: 'InfoNCE reads at most log 64 on every batch',
      reason:
        'Figure 7: the joint pair is one of the 64 in the mean below it, so that no batch exceeds log 64 = 4.159.',
      where: { estimator: 'infonce' },
    }),
    plateauNotAboveOptimum({
      name: 'InfoNCE settles no higher than at the optimal critic',
      reason:
        'Figure 7: of 64 pairs InfoNCE is largest at t = log r, where it reads 1.81, 3.07, 3.70, 4.01 and 4.12 at I = 2, 4, 6, 8 and 10; here both are measured, with an allowance of 3 standard errors.',
      where: { estimator: 'infonce' },
    }),
    lowerVariance({
      name: 'SMILE(1) varies less than NWJ from I = 8 on',
      reason:
        'Figure 7: the variance of NWJ grows with e^(2I) and that of SMILE is bounded by its clipping (Song and Ermon 2020); variances of minibatches on the last quarter of a level, beyond what chance makes of equal ones.',
      lower: { task: 'gaussian', estimator: 'smile', 'bound.tau': 1 },
      upper: { task: 'gaussian', estimator: 'mine-f' },
      from: 8,
      sizes: ['reference', 'full'],
    }),
  ],
});
