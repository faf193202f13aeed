import { gan } from '@minebench/applications';
import { ganCurves, ganDensities, modesKept } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

/**
 * Chosen on seed 100, on which no claim is judged: of constant rates of 1e-4, 5e-4, 1e-3 and 2e-3 this one kept all modes covered while it grew sharp; that a rate which falls ends sharper was seen at 2e-3. These first looks have no records; gan-settings.ts has the later ones.
 */
const optimizer = (steps: number) => ({
  id: 'adam',
  learningRate: 1e-3,
  beta1: 0.5,
  schedule: { id: 'cosine', steps },
});

/**
 * Six times the published alternations, chosen on seed 100 too (gan-settings.ts): with the information the modes are even early and grow sharp slowly, and shorter training ends before they are. Others
 * train on this mixture for longer yet: 400,000 minibatches of 100 in PacGAN (Lin et al. 2018).
 */
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
  optimizer: optimizer(57_600),
  protocol: { steps: 57_600, lookEvery: 2400, panels: 4 },
};

/**
 * The claim is judged on seeds that nothing was chosen on. Seeds 0 to 4 are used up: they were judged at 19,200 alternations first (15 modes in the median with the information, 15 without), which is why the study of
 * settings was made, and at 57,600 then (23 and 15).
 */
const replicates = <Sweep extends object>(one: Sweep, seeds: readonly number[]) =>
  seeds.map((seed) => ({ ...one, dataSeed: seed, initSeed: seed }));
const judged = [5, 6, 7, 8, 9];

const stackedMnist = 'modes of stacked MNIST recovered, of 1000';
const reconstruction = 'reconstruction of MNIST, not reproduced here';
const mine = 'Belghazi et al. 2018 (ICML), section 5.1 (stacked MNIST)';
const bidirectional = 'Belghazi et al. 2018 (ICML), section 5.2 (MNIST)';

export default defineExperiment({
  id: 'gan-gaussians',
  figure: '12',
  title: 'A GAN on 25 Gaussians, without and with the information between noise and output',
  question: 'Does a generator keep more of the modes of its data when it maximises I(G(Z); Z) too?',
  sweep: replicates(sweep, judged),
  sizes: {
    quick: replicates(
      { ...sweep, optimizer: optimizer(200), protocol: { ...sweep.protocol, steps: 200, lookEvery: 50 } },
      judged.slice(0, 2),
    ),
    full: replicates(
      {
        ...sweep,
        critic: { ...sweep.critic, hidden: [400, 400, 400] },
        generator: { ...sweep.generator, hidden: [500, 500] },
        discriminator: { ...sweep.discriminator, hidden: [400, 400, 400] },
        optimizer: optimizer(9600),
        protocol: { ...sweep.protocol, steps: 9600, lookEvery: 400 },
      },
      judged,
    ),
  },
  quoted: [
    { what: `DCGAN: ${stackedMnist}`, value: 99, source: mine },
    { what: `VEEGAN: ${stackedMnist}`, value: 150, source: mine },
    { what: `PacGAN: ${stackedMnist}`, value: 1000, source: mine },
    { what: `GAN + MINE: ${stackedMnist}`, value: 1000, source: mine },
    { what: `ALI: error of the ${reconstruction}`, value: 14.24, source: bidirectional },
    { what: `ALI + MINE: error of the ${reconstruction}`, value: 9.73, source: bidirectional },
    { what: `ALI: accuracy (%) of the ${reconstruction}`, value: 45.95, source: bidirectional },
    { what: `ALI + MINE: accuracy (%) of the ${reconstruction}`, value: 96.1, source: bidirectional },
  ],
  figures: [
    ganDensities({ id: 'densities-along-training', show: 'training' }),
    ganDensities({ id: 'densities-of-all-seeds', show: 'seeds' }),
    ganCurves({ id: 'coverage' }),
  ],
  holds: [
    modesKept({
      name: 'the information between noise and output keeps modes: at least as many as without it, and 23 of 25',
      reason:
        'Figure 12: median over five seeds. A mode counts at 20 of 2500 samples within three standard deviations; a run that diverged counts as none. The reduced size trains for as long as a study on another seed took to have all modes and sharp points (experiments/gan-settings.ts); seeds on which shorter training was judged before are not among the five.',
      least: 23,
      replicates: 5,
      sizes: ['reference', 'full'],
    }),
  ],
});
