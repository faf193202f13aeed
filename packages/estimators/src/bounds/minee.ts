import {
  type BoundState,
  entry,
  foldIn,
  namesWithin,
  type PairBound,
  type PairContext,
  prefixNames,
} from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { applyMlp, initMlp, type MlpOptions, mlpOptions, requireHiddenUnits } from '../critics/mlp.ts';
import { dvEstimate, dvInfluence } from './dv.ts';
import { createMineBound } from './mine.ts';

export interface MineeOptions extends MlpOptions {
  /** Weight of the past in the moving averages of E_U e^t, one a divergence, as in MINE; 0, as in the paper, is the gradient of Donsker-Varadhan itself. */
  readonly decay: number;
}

const terms = ['xy', 'x', 'y'] as const;

/** The three divergences from the uniform law, each with its critic's values on joint and on reference points. */
const divergences = ({
  joint,
  reference,
  own,
  ownReference,
}: PairContext): Record<(typeof terms)[number], PairContext> => {
  const of = (onJoint: Tensor1D, onReference: Tensor1D): PairContext => ({
    joint: onJoint,
    reference: onReference,
    own: {},
    ownReference: {},
  });
  return { xy: of(joint, reference), x: of(own.x, ownReference.x), y: of(own.y, ownReference.y) };
};

const sum = (terms: readonly Scalar[]): Scalar => terms.reduce((total, term) => tf.add(total, term) as Scalar);

/** t_xy - t_x - t_y, of values or of influences. */
const difference = <T extends Scalar | Tensor1D>(xy: T, x: T, y: T): T => tf.sub(xy, tf.add(x, y)) as T;

const joined = (states: readonly BoundState[]): BoundState => Object.assign({}, ...states);

/**
 * MINEE, neural entropic estimation (Chan et al. 2019): with U uniform on a box, x and y independent,
 *
 *     I = D(P_XY || U_X x U_Y) - D(P_X || U_X) - D(P_Y || U_Y),
 *
 * each divergence by Donsker and Varadhan with a network of its own: the critic, and t_x, t_y as the own values `x`, `y`. Each is a lower bound on its divergence,
 * hence their difference bounds nothing. References are uniform, not resampled: as many as wanted, and none of them a joint pair. Training and selection
 * maximise the sum of the three, which share no parameter.
 */
export function createMinee({ decay, ...network }: MineeOptions): PairBound {
  const mine = createMineBound({ decay, start: 'debias' });
  return {
    id: 'minee',
    kind: 'neither',
    references: 'uniform',
    init: (key, dimX, dimY) => ({
      ...initMlp(foldIn(key, 'x'), dimX, network, 1, 'x.'),
      ...initMlp(foldIn(key, 'y'), dimY, network, 1, 'y.'),
    }),
    own: (params, x, y) => ({
      x: tf.reshape(applyMlp(params, x, network, 'x.'), [x.shape[0]]),
      y: tf.reshape(applyMlp(params, y, network, 'y.'), [y.shape[0]]),
    }),
    initState: () => joined(terms.map((term) => prefixNames(`${term}.`, mine.initState()))),
    objective(context, state) {
      const values = divergences(context);
      const trained = terms.map((term) => mine.objective(values[term], namesWithin(`${term}.`, state)));
      return {
        value: sum(trained.map(({ value }) => value)),
        state: joined(trained.map((moved, k) => prefixNames(`${terms[k]}.`, moved.state))),
      };
    },
    estimate(context) {
      const { xy, x, y } = divergences(context);
      return difference(dvEstimate(xy), dvEstimate(x), dvEstimate(y));
    },
    criterion: (context) => sum(Object.values(divergences(context)).map(dvEstimate)),
    influence(context) {
      const { xy, x, y } = divergences(context);
      const [ofPair, ofX, ofY] = [dvInfluence(xy), dvInfluence(x), dvInfluence(y)];
      return {
        joint: difference(ofPair.joint, ofX.joint, ofY.joint),
        reference: difference(ofPair.reference, ofX.reference, ofY.reference),
      };
    },
  };
}

export const minee = entry({
  id: 'minee',
  aliases: ['nee'],
  summary: 'MINEE = NEE: three divergences from a uniform reference, D(XY) - D(X) - D(Y), each by Donsker-Varadhan',
  options: z
    .strictObject({
      ...mlpOptions,
      decay: z
        .number('give a number in [0, 1)')
        .min(0, 'give a number in [0, 1)')
        .lt(1, 'give a number in [0, 1)')
        .default(0),
    })
    .superRefine(requireHiddenUnits),
  create: createMinee,
});
