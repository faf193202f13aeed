import type { OwnValues, Params } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { boundParams, criticParams, type Model } from './model.ts';
import { requireScores } from './require-scores.ts';

/** The values of a bound's own networks on pairs, `[r]` each; none where it has no networks. */
export const ownValues = ({ bound }: Model, params: Params, x: Tensor2D, y: Tensor2D): OwnValues =>
  bound.own?.(boundParams(params), x, y) ?? {};

/** t on r pairs, `[r]`, and the bound's own values there. */
export function pairValues(
  model: Model,
  params: Params,
  x: Tensor2D,
  y: Tensor2D,
  noise?: Tensor1D,
): { readonly scores: Tensor1D; readonly own: OwnValues } {
  const scores = model.critic.score(criticParams(params), x, y, noise);
  return { scores: requireScores(model.critic, scores, [x.shape[0]]), own: ownValues(model, params, x, y) };
}

/** t on all pairs of b rows, `[b, b]`: from the critic's own product where it has one, else pair by pair. */
export function productScores({ critic }: Model, params: Params, x: Tensor2D, y: Tensor2D, noise?: Tensor1D): Tensor2D {
  const b = x.shape[0];
  if (critic.scoreProduct) return requireScores(critic, critic.scoreProduct(criticParams(params), x, y, noise), [b, b]);
  const rows = (of: (k: number) => number) =>
    tf.tensor1d(
      Int32Array.from({ length: b * b }, (_, k) => of(k)),
      'int32',
    );
  const [first, second] = [rows((k) => Math.floor(k / b)), rows((k) => k % b)];
  const scores = critic.score(
    criticParams(params),
    tf.gather(x, first) as Tensor2D,
    tf.gather(y, second) as Tensor2D,
    noise,
  );
  return tf.reshape(requireScores(critic, scores, [b * b]), [b, b]);
}

/**
 * The joint pairs of a `[b, b]` matrix of scores, `[b]`. The gradient is given as such, a diagonal matrix: that of a gather adds up b^2 segments.
 */
export function diagonalOf(product: Tensor2D): Tensor1D {
  const b = product.shape[0];
  const withGradient = tf.customGrad((matrix) => {
    const rows = tf.tensor1d(
      Int32Array.from({ length: b }, (_, k) => k * (b + 1)),
      'int32',
    );
    return {
      value: tf.gather(tf.reshape(matrix as Tensor2D, [b * b]), rows),
      gradFunc: (dy: Tensor) => tf.mul(tf.eye(b), tf.reshape(dy, [b, 1])),
    };
  });
  return withGradient(product) as Tensor1D;
}
