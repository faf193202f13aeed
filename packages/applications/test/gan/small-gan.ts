import { type Choice, foldIn, keyFromSeed } from '@minebench/core';
import { bounds, createModel, critics, type MlpOptions, optimizers } from '@minebench/estimators';
import type { GanParts } from '../../src/gan/gan-step.ts';
import { createNetwork } from '../../src/network.ts';

export const LATENT = 2;
const network: MlpOptions = { hidden: [3], activation: 'tanh' };

/** A GAN that is small enough to check by hand: one hidden layer of three units with tanh each, a Donsker-Varadhan critic. */
export function smallGan(beta: number, optimizer: Choice, bound: Choice = 'dv', clip = 1): GanParts {
  const key = keyFromSeed(11);
  const same = optimizers.create(optimizer);
  return {
    generator: createNetwork('generator', LATENT, network, 2, foldIn(key, 0)),
    discriminator: createNetwork('discriminator', 2, network, 1, foldIn(key, 1)),
    critic: createModel(
      critics.create({ id: 'joint-mlp', ...network }),
      bounds.create(bound),
      2,
      LATENT,
      foldIn(key, 2),
    ),
    optimizers: { generator: same, discriminator: same, critic: same },
    beta,
    clip,
  };
}
