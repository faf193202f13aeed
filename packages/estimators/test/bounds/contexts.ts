import type { OwnValues, PairBound, PairContext, ProductContext } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { bounds } from '../../src/index.ts';
import { diagonalOf } from '../../src/neural/network-values.ts';

type Numbers = ArrayLike<number>;
type Named = Readonly<Record<string, Numbers>>;

const vector = (values: Numbers): Tensor1D => tf.tensor1d(Float32Array.from(values));
const named = (values: Named): OwnValues =>
  Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, vector(numbers)]));

/** Scores of joint and reference pairs, and the bound's own values at them where it has some. */
export const pairContext = (
  joint: Numbers,
  reference: Numbers,
  own: Named = {},
  ownReference: Named = {},
): PairContext => ({
  joint: vector(joint),
  reference: vector(reference),
  own: named(own),
  ownReference: named(ownReference),
});

/** The scores of a batch's product, a row an x, and the bound's own values at its joint pairs. */
export function productContext(scores: readonly Numbers[], own: Named = {}): ProductContext {
  const b = scores.length;
  const product = tf.tensor2d(Float32Array.from(scores.flatMap((row) => Array.from(row))), [b, b]) as Tensor2D;
  return { joint: diagonalOf(product), product, own: named(own) };
}

/** The estimate in nats of a bound by name on scores of joint and reference pairs. */
export const pairEstimate = (id: string, joint: Numbers, reference: Numbers): number =>
  onHost(() => (bounds.create(id) as PairBound).estimate(pairContext(joint, reference)).dataSync()[0]);
