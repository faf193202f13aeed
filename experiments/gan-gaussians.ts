import { gan } from '@minebench/applications';
import { ganCurves, ganDensities, modesKept } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

const sweep = {
  procedure: gan,
  data: 'gaussians',
  beta: [0, 1],
  latent: 2,
  batchSize: 256,
  bound: 'mine',
  critic: { id: 'joint-mlp', hidden: [128, 128, 128], activation: 'elu' },
  generator: { hidden: [128, 128], activation: 'relu' },
  discriminator: { hidden: [128, 128, 128], activation: 'leaky-relu' },
  optimizer: { id: 'adam', learningRate: 1e-4, beta1: 0.5 },
  seeds: 5,
  protocol: { steps: 9600, lookEvery: 400, panels: 4 },
};

export default defineExperiment({
  id: 'gan-gaussians',
  title: 'A GAN on 25 Gaussians, without and with the information between noise and output',
  question: 'Does a generator keep more of the modes of its data when it maximises I(G(Z); Z) too?',
  sweep,
  sizes: {
    quick: { ...sweep, seeds: 2, protocol: { ...sweep.protocol, steps: 200, lookEvery: 50 } },
  },
  figures: [
    ganDensities({ id: 'densities-along-training', show: 'training' }),
    ganDensities({ id: 'densities-of-all-seeds', show: 'seeds' }),
    ganCurves({ id: 'coverage' }),
  ],
  holds: [modesKept({ name: 'x', reason: 'x', least: 23 })],
});
