import {
  type Bound,
  type Choice,
  type JointBound,
  keyFromSeed,
  type PairBound,
  type ProductBound,
} from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { bounds } from '../../src/index.ts';

/** Choices that stand for a bound beside its defaults: each has a formula of its own. */
const variants: Readonly<Record<string, readonly Choice[]>> = {
  infonce: (['x', 'y', 'symmetric'] as const).map((direction) => ({ id: 'infonce', direction })),
  'i-alpha': [0, 0.01, 0.5, 1].map((alpha) => ({ id: 'i-alpha', alpha })),
  smile: [0.5, 5, 'infinity' as const].map((tau) => ({ id: 'smile', tau })),
  remine: [{ id: 'remine' }, { id: 'remine', lambda: 2, target: 0.7 }],
};

const nameOf = (choice: Choice): string =>
  typeof choice === 'string' ? choice : Object.values(choice).map(String).join(' ');

/** Every bound of the registry, by name: a new one falls under the laws of all without a line here. */
export const everyBound: readonly (readonly [string, Bound])[] = bounds.entries
  .flatMap(({ id }) => variants[id] ?? [id])
  .map((choice) => [nameOf(choice), bounds.create(choice)]);

interface BoundsOn {
  pairs: PairBound;
  uniform: PairBound;
  product: ProductBound;
  none: JointBound;
}

/** Those that a test speaks of, with the type that goes with their references. */
export const boundsOn = <R extends keyof BoundsOn>(
  references: R,
  which: (bound: Bound) => boolean = () => true,
): [string, BoundsOn[R]][] =>
  everyBound
    .filter(([, bound]) => bound.references === references && which(bound))
    .map(([name, bound]) => [name, bound as BoundsOn[R]]);

/** The names of a bound's own values; none where it has no networks. */
export const ownNames = (bound: Bound): string[] =>
  onHost(() => {
    const inputs = tf.zeros([1, 1]) as Tensor2D;
    return bound.own ? Object.keys(bound.own(bound.init!(keyFromSeed(1), 1, 1), inputs, inputs)) : [];
  });
