import type { PairBound, PairContext } from '@minebench/core';
import { tf } from '@minebench/engine';

type Tensor1D = PairContext['reference'];

/** Under which the reading stands among a result's readouts. */
export const PRODUCT_READING = 'product';

/**
 * The bound on those of the reference pairs that are draws of Q: all but the first `joint()`.
 *
 * Its influence is that of an estimate on part of n' pairs, zero on the others and n'/m times that of the m pairs, whose variance over n' is that of the m pairs
 * over m.
 * @param joint - how many of the references lately drawn are joint pairs
 */
export function onProduct(bound: PairBound, joint: () => number): PairBound {
  const cut = (values: Tensor1D): Tensor1D => {
    const first = joint();
    return tf.slice(values, [first], [values.shape[0] - first]) as Tensor1D;
  };
  const within = (context: PairContext): PairContext => ({
    ...context,
    reference: cut(context.reference),
    ownReference: Object.fromEntries(Object.entries(context.ownReference).map(([name, of]) => [name, cut(of)])),
  });
  const { influence, atOptimum: _, criterion: _unused, ...rest } = bound;
  return {
    ...rest,
    id: PRODUCT_READING,
    estimate: (context) => bound.estimate(within(context)),
    ...(influence
      ? {
          influence(context) {
            const read = influence(within(context));
            const [all, some] = [context.reference.shape[0], read.reference.shape[0]];
            const about = tf.sub(read.reference, tf.mean(read.reference));
            return { ...read, reference: tf.pad(tf.mul(about, all / some), [[all - some, 0]]) as Tensor1D };
          },
        }
      : {}),
  };
}
