import { consistencyClaims, selfConsistency } from '@minebench/report';
import { consistencySweep, defineExperiment } from '@minebench/runner';

export default defineExperiment({
  id: 'self-consistency',
  title: 'Self-consistency of bounds and of nearest neighbours',
  question:
    'Do estimates agree with each other as mutual information must: zero where nothing is shared, no gain along a Markov chain, sums over independent blocks, no change under injective maps?',
  sweep: consistencySweep({
    bound: ['mine', 'infonce', 'smile'],
    critic: { id: 'joint-mlp', hidden: [64, 64] },
    baseline: 'ksg',
    batchSize: 64,
    seeds: 5,
    protocol: {
      steps: 2000,
      selectEvery: 200,
      patience: 5,
      selectionSize: 2000,
      selectionReferences: 2000,
      evaluationSize: 20_000,
      evaluationReferences: 20_000,
    },
  }),
  figures: [selfConsistency({ id: 'self-consistency' })],
  holds: consistencyClaims(),
});
