import { plateausOrdered, staircaseFigure } from '@minebench/report';
import { defineExperiment, staircase } from '@minebench/runner';

const bounds = ['f-dime-gan', 'f-dime-kl', 'f-dime-hd', 'smile', 'mine'];

const common = {
  procedure: staircase,
  task: 'gaussian',
  dimension: 20,
  levels: [2, 4, 6, 8, 10],
  batchSize: 64,
  references: ['shuffle', 'derange'],
  bound: bounds,
  critic: { id: 'joint-mlp', hidden: [256, 256] },
  optimizer: { id: 'adam', learningRate: 5e-4 },
  dataSeed: 0,
  initSeed: 0,
};

export default defineExperiment({
  id: 'permutation-or-derangement',
  figure: '14',
  title: 'Permutation or derangement, while the information climbs',
  question:
    'A permutation of a batch leaves one pair in its place on average. What do joint pairs among the references cost, and from which information on?',
  sweep: { ...common, stepsPerLevel: 4000 },
  sizes: { quick: { ...common, bound: ['f-dime-gan', 'f-dime-kl'], stepsPerLevel: 1500 } },
  figures: [
    staircaseFigure({
      id: 'permutation-or-derangement',
      title: 'Permutation or derangement, d = 20, b = 64',
      column: 'references',
      order: bounds,
    }),
  ],
  holds: [
    plateausOrdered({
      name: 'derangements read higher than permutations from I = 6 on',
      reason:
        'A shuffled batch has a share 1/b of joint pairs among its references, and the ratio that a critic learns from it stays below b: C_64 = 3.50, 3.86 and 4.03 at I = 6, 8 and 10. By more than 3 standard errors of the difference of plateaus.',
      lower: { references: 'shuffle' },
      upper: { references: 'derange' },
      but: ['references'],
      from: 6,
    }),
  ],
});
