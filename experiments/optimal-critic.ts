import { infonceCapped, minibatchDvExceeds, nwjVarianceIs, optimalCriticFigure } from '@minebench/report';
import { defineExperiment, minibatchOracle } from '@minebench/runner';

const batches = { procedure: minibatchOracle, task: 'gaussian', dimension: 20, batchSize: 64 } as const;

export default defineExperiment({
  id: 'optimal-critic',
  figure: '6',
  title: 'Bounds at the optimal critic',
  question: 'How much of the error of DV, NWJ and InfoNCE on a minibatch would the best critic there is have too?',
  sweep: [
    { ...batches, mi: [0.1, 0.2, 0.3, 0.4], replicates: 10_000 },
    // E_Q r^4 is 1450 here, E_Q r^6 infinite: of 10,000 minibatches two can carry a seventh of the variance.
    { ...batches, mi: 0.5, replicates: 100_000 },
    { ...batches, mi: [1, 2, 4, 6, 8, 10], replicates: 4000 },
  ],
  sizes: {
    quick: { ...batches, mi: [0.1, 0.3, 0.5, 2, 4, 6, 8, 10], replicates: 3000 },
    full: { ...batches, mi: [0.1, 0.2, 0.3, 0.4, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], replicates: 100_000 },
  },
  figures: [optimalCriticFigure({ id: 'optimal-critic' })],
  holds: [
    nwjVarianceIs({
      name: "NWJ's variance is d ρ²/b + (e^(2I) − 1)/n' up to I = 0.5",
      reason:
        'Figure 6, exact: within 10% at d = 20 over at least 3000 minibatches; at I = 0.5, where few of them carry much of the variance, over 100,000, which the quick size has not. Beyond I = 0.5 the fourth moment of dP/dQ is infinite or nearly so: the formula is drawn, and nothing is judged.',
      relative: 0.1,
      upTo: 0.5,
      replicates: 3000,
      sizes: ['reference', 'full'],
    }),
    minibatchDvExceeds({
      name: 'a minibatch DV reads above I on average from I = 2 on',
      reason:
        "Figure 6: −log of a mean is biased upwards, by (e^(2I) − 1)/(2n') to first order; above the truth by 5 standard errors at b = 64. A minibatch DV is no lower bound.",
      from: 2,
      standardErrors: 5,
    }),
    infonceCapped({
      name: 'no minibatch of InfoNCE exceeds log b',
      reason: 'Figure 6, exact: the joint pair is one of the b in the mean, whatever the critic.',
    }),
  ],
});
