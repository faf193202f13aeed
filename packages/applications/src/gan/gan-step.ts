import { namesWithin, type Optimizer, prefixNames, type Step } from '@minebench/core';
import { onHost, tf, toArrays } from '@minebench/engine';
import { ascend, initialState, type Model, tensorContext } from '@minebench/estimators';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { informationOf } from '../loss/information-of.ts';
import { climb, gradientsOf, type Network, networkState, piecesOf } from '../network.ts';
import { clipAdaptively } from './adaptive-clip.ts';

/** The three that train against and with each other. */
export interface GanParts {
  readonly generator: Network;
  readonly discriminator: Network;
  /** The critic of (G(z), z) with its bound, which is one on pairs. */
  readonly critic: Model;
  readonly optimizers: { readonly generator: Optimizer; readonly discriminator: Optimizer; readonly critic: Optimizer };
  /** Weight of the mutual information in the generator's objective. At 0 the critic only watches. */
  readonly beta: number;
  /** How many times as long as the adversarial gradient the information's may be; 1 as published. */
  readonly clip: number;
}

const PARTS = ['generator', 'discriminator', 'critic'] as const;

/** What a step tells beside its next state. All are values on the step's batch, before its updates where they are of the part that is updated. */
export const GAN_OUTPUTS = ['information', 'discriminator', 'generator', 'clip', 'spread'] as const;
export type GanOutput = (typeof GAN_OUTPUTS)[number];

/** The state before the first step, on the host: `generator.*`, `discriminator.*`, `critic.*`. */
export const initialGanState = ({ generator, discriminator, critic, optimizers }: GanParts) =>
  onHost(() =>
    toArrays({
      ...prefixNames('generator.', networkState(generator, optimizers.generator)),
      ...prefixNames('discriminator.', networkState(discriminator, optimizers.discriminator)),
      ...prefixNames('critic.', initialState(critic, optimizers.critic)),
    }),
  );

/** log sigmoid(t) = -softplus(-t). */
const logSigmoid = (t: Tensor): Tensor => tf.neg(tf.softplus(tf.neg(t)));

/** E log D(x) + E log(1 - D(G(z))), with the discriminator's logits. */
const discriminatorObjective = (real: Tensor, fake: Tensor): Scalar =>
  tf.add(tf.mean(logSigmoid(real)), tf.mean(logSigmoid(tf.neg(fake)))) as Scalar;

/** Root of the mean squared distance of points from their mean. */
const spreadOf = (points: Tensor2D): Scalar =>
  tf.sqrt(tf.mean(tf.sum(tf.square(tf.sub(points, tf.mean(points, 0))), 1))) as Scalar;

/**
 * One alternation of a GAN that keeps the information between its noise and its output (Belghazi et al. 2018, section 5.1), as a pure function of flat state:
 *
 * 1. the discriminator climbs E log D(x) + E log(1 - D(G(z)));
 * 2. the critic climbs its bound on I(G(Z); Z), with (G(z), z) as joint pairs and (G(z), z') as references, z' drawn afresh;
 * 3. the generator, before the new discriminator and critic, climbs E log D(G(z)) + beta I, the gradient of the second clipped adaptively to the norm of the first's.
 *
 * State: `generator.*`, `discriminator.*`, `critic.*`, each with `params [p]` and `optimizer.*`. Batch: `real [b, 2]`, `latent` and `reference` `[b, dimension of z]`.
 */
export function createGanStep(parts: GanParts): Step {
  const { generator, discriminator, critic, optimizers, beta, clip } = parts;
  return (state, _data, batch) => {
    const own = Object.fromEntries(PARTS.map((part) => [part, namesWithin(`${part}.`, state)]));
    const [real, latent, reference] = [batch.real, batch.latent, batch.reference] as Tensor2D[];
    const generatorPieces = piecesOf(generator, own.generator.params);
    const fake = generator.apply(generatorPieces, latent);

    const pieces = piecesOf(discriminator, own.discriminator.params);
    const judged = (): Scalar =>
      discriminatorObjective(discriminator.apply(pieces, real), discriminator.apply(pieces, fake));
    const [gradient] = gradientsOf(discriminator, pieces, [judged]);
    const nextDiscriminator = climb(optimizers.discriminator, own.discriminator, gradient);

    const pairsWith = (x: Tensor2D) => ({ x, y: latent, references: { x, y: reference } });
    const { state: nextCritic, estimate } = ascend(critic, optimizers.critic, own.critic, (params) =>
      tensorContext(critic, params, pairsWith(fake)),
    );

    const judge = piecesOf(discriminator, nextDiscriminator.params);
    const adversarial = (): Scalar =>
      tf.mean(logSigmoid(discriminator.apply(judge, generator.apply(generatorPieces, latent)))) as Scalar;
    const information = (): Scalar =>
      tf.mul(beta, informationOf(critic, nextCritic, pairsWith(generator.apply(generatorPieces, latent)))) as Scalar;
    const [byJudge, byCritic] = gradientsOf(
      generator,
      generatorPieces,
      beta === 0 ? [adversarial] : [adversarial, information],
    );
    const { gradient: upward, factor } =
      byCritic === undefined ? { gradient: byJudge, factor: tf.scalar(0) } : clipAdaptively(byJudge, byCritic, clip);
    const nextGenerator = climb(optimizers.generator, own.generator, upward);

    return {
      state: {
        ...prefixNames('generator.', nextGenerator),
        ...prefixNames('discriminator.', nextDiscriminator),
        ...prefixNames('critic.', nextCritic),
      },
      outputs: {
        information: estimate,
        discriminator: judged(),
        generator: adversarial(),
        clip: factor,
        spread: spreadOf(fake),
      },
    };
  };
}
