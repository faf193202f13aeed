import { gan } from '@minebench/applications';
import type { Cell } from '@minebench/core';
import { ganSettings } from '@minebench/report';
import { defineExperiment } from '@minebench/runner';

const optimizer = (steps: number, learningRate = 1e-3) => ({
  id: 'adam',
  learningRate,
  beta1: 0.5,
  schedule: { id: 'cosine', steps },
});

const STEPS = 9600;
/** A seed that no claim is judged on. */
const SEED = 100;

/** The reduced GAN of gan-gaussians.ts, cut to the published number of alternations. */
const base = {
  procedure: gan,
  data: 'gaussians',
  beta: 1,
  latent: 2,
  batchSize: 256,
  bound: 'mine',
  critic: { id: 'joint-mlp', hidden: [128, 128, 128], activation: 'elu' },
  generator: { hidden: [128, 128], activation: 'relu' },
  discriminator: { hidden: [128, 128, 128], activation: 'leaky-relu' },
  optimizer: optimizer(STEPS),
  dataSeed: SEED,
  initSeed: SEED,
  protocol: { steps: STEPS, lookEvery: 400, panels: 4 },
};
const longer = (times: number, than: typeof base, rate?: number) => ({
  ...than,
  optimizer: optimizer(times * STEPS, rate),
  protocol: { ...than.protocol, steps: times * STEPS, lookEvery: times * 400 },
});
const normalized = { ...base.generator, layerNorm: true };

const published = {
  ...base,
  critic: { ...base.critic, hidden: [400, 400, 400] },
  generator: { ...base.generator, hidden: [500, 500] },
  discriminator: { ...base.discriminator, hidden: [400, 400, 400] },
};

const rateOf = (optimizer: unknown): number => (optimizer as { readonly learningRate: number }).learningRate;

/** What sets a cell apart from `base`. */
function nameOf({ params, protocol }: Cell): string {
  const { clip, latent, optimizer, generatorOptimizer, discriminatorOptimizer, generator } = params;
  const [critic, mover, judge] = [optimizer, generatorOptimizer, discriminatorOptimizer].map(rateOf);
  const times = (rate: number): string => `× ${Math.round(10_000 * rate) / 10}`;
  const parts = [
    ...(clip === 1 ? [] : [`clip at ${clip}`]),
    ...(latent === 2 ? [] : [`noise of ${latent} dimensions`]),
    ...((generator as { readonly layerNorm?: boolean }).layerNorm ? ['generator with layer norm'] : []),
    ...(mover === 1e-3 ? [] : [`generator ${times(mover)}`]),
    ...(judge === 1e-3 ? [] : [`${critic === judge ? 'discriminator, critic' : 'discriminator'} ${times(judge)}`]),
    ...(protocol.steps === STEPS ? [] : [`${Number(protocol.steps) / STEPS} times as long`]),
  ];
  return parts.length === 0 ? 'the base: 9600 alternations' : parts.join(', ');
}

export default defineExperiment({
  id: 'gan-settings',
  title: 'Why the GAN of 25 Gaussians falls short of its modes: one thing changed at a time',
  question:
    'Is it the discriminator, the clip of the information, the noise or the length of training that keeps modes from being counted?',
  sweep: [
    { ...base, beta: [0, 1] },
    { ...base, clip: 0.25 },
    { ...base, latent: 8 },
    { ...base, generator: normalized },
    { ...base, discriminatorOptimizer: optimizer(STEPS, 2e-3) },
    { ...base, optimizer: optimizer(STEPS, 2e-3), generatorOptimizer: optimizer(STEPS) },
    { ...base, clip: [1, 4], optimizer: optimizer(STEPS, 3e-3), generatorOptimizer: optimizer(STEPS) },
    { ...base, optimizer: optimizer(STEPS, 3e-3), generatorOptimizer: optimizer(STEPS, 3e-4) },
    longer(6, base),
  ],
  sizes: {
    full: [
      { ...published, optimizer: [1e-3, 5e-4, 3e-4].map((rate) => optimizer(STEPS, rate)) },
      { ...published, optimizer: optimizer(STEPS, 5e-4), generatorOptimizer: optimizer(STEPS) },
      longer(6, published, 5e-4),
    ],
  },
  figures: [
    ganSettings({
      id: 'settings',
      name: nameOf,
      wanted: 23,
      caption:
        'Each line changes the base in what it names; × is a multiple of the learning rate, clip the longest that the gradient of the information may be beside the adversarial one. One mark for each run, at its end, on a seed that no claim is judged on; the line in the first panel: 23 modes. Reverse KL: of the generated against the equal distribution over nearest modes. Sharp points with few modes, or all modes without sharp points, is what the settings choose between; a longer training has both.',
    }),
  ],
});
